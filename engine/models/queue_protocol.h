// What travels between the queue server of distributed_queue and its clients, the engine and the workers. All numbers
// are little-endian, every struct is sent as it is, nothing that comes is run. No message is longer than the largest
// of the workload, whatever it claims.
//
//     server -> client   QueueGreeting
//     client -> server   QueueProof      knows the key: HMAC over the greeting and the rest of the proof
//     server -> client   QueueWelcome    knows the key as well: HMAC over the proof and the greeting
//     then QueueMessages, each followed by its bytes
//
// Both nonces are fresh for each connection, so that what was heard on one proves nothing on another.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace corelane {

static_assert(std::endian::native == std::endian::little);

using QueueKey = std::array<unsigned char, 32>;
using QueueNonce = std::array<unsigned char, 32>;
using QueueCode = std::array<unsigned char, 32>;  // HMAC-SHA-256

inline constexpr std::array<char, 8> queueMark = {'c', 'l', 'q', 'u', 'e', 'u', 'e', '1'};

struct QueueGreeting {
    std::array<char, 8> mark = queueMark;
    QueueNonce nonce{};
};
static_assert(sizeof(QueueGreeting) == 40);

enum class QueueRole : std::uint32_t { Engine = 1, Worker = 2 };

struct QueueProof {
    std::array<char, 8> mark = queueMark;
    QueueRole role = QueueRole::Worker;
    std::uint32_t worker = 0;
    QueueNonce nonce{};
    QueueCode code{};
};
static_assert(sizeof(QueueProof) == 80);

struct QueueWelcome {
    QueueCode code{};
};

enum class QueueKind : std::uint32_t {
    Put = 1,        // engine: a job (MessageFrame, inputs) into the queue
    Get = 2,        // worker: asks for a job, and for up to count - 1 more that are there
    Job = 3,        // server to worker: a job; count more belong to the same answer
    Result = 4,     // worker to server to engine: ResultFrame, output
    Taken = 5,      // server to engine: count jobs have left the queue
    TakenBack = 6,  // server to engine: count jobs are in the queue again, since their worker has gone
};

struct QueueMessage {
    QueueKind kind = QueueKind::Put;
    std::uint32_t count = 0;
    std::uint64_t bytes = 0;  // that follow
};
static_assert(sizeof(QueueMessage) == 16);

// Where the server is and how to prove oneself: in a memfd that the server, the engine and the workers hold. Neither
// arguments nor the environment, which other users can read.
struct QueueTicket {
    QueueKey key{};
    std::uint32_t port = 0;  // on 127.0.0.1
    std::uint32_t over = 0;  // 1: the run is, and the server has gone because of that
};

}  // namespace corelane
