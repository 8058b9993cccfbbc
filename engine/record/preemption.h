// Level 0: on which core the calling thread is, and whether it was preempted since last asked, by restartable sequences.
#pragma once
