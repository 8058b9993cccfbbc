// One single-writer ring in shared memory. See recorder.h for the promise; this file is the layout.
#pragma once
