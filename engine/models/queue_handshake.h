// The two proofs of knowing the key. Any thread. The codes are HMAC-SHA-256, compared in constant time.
#pragma once

#include "engine/models/queue_protocol.h"
#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

namespace corelane {

QueueKey freshQueueKey();
QueueNonce freshQueueNonce();

QueueCode codeOfProof(const QueueKey&, const QueueGreeting&, const QueueProof&);  // whatever its code is now
QueueCode codeOfWelcome(const QueueKey&, const QueueGreeting&, const QueueProof&);
bool sameCode(const QueueCode&, const QueueCode&);

// A client's side: connects, proves itself and demands the server's proof; blocks at most some seconds a step. The
// socket blocks and is close-on-exec. Failed: there is no server, it let this client not in, or it is another one.
Result<Descriptor> connectToQueue(const QueueTicket&, QueueRole, int worker);

Result<Descriptor> writeTicket(const QueueTicket&);
Result<> rewriteTicket(int fd, const QueueTicket&);
Result<QueueTicket> readTicket(int fd);

}  // namespace corelane
