// The worker's side of rpc: a gRPC server with one connection, whose calls the worker's own thread takes and answers.
#include "engine/models/aligned_buffer.h"
#include "engine/models/message_frame.h"
#include "engine/models/rpc_calls.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_posix.h>
#include <vector>

namespace corelane {
namespace {

struct ServedCall {
    enum class Step { Accept, Read, Run, Send } step = Step::Accept;
    grpc::GenericServerContext context;
    grpc::GenericServerAsyncReaderWriter stream{&context};
    grpc::ByteBuffer message;
};

class RpcWorkerEnd : public WorkerEnd {
  public:
    RpcWorkerEnd(Execution& execution, int worker, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder),
          m_worker(static_cast<std::uint32_t>(worker)), m_laps(laps), m_wait(m_recorder.name("wait for a call")),
          m_send(m_recorder.name("send reply")), m_unpack(m_recorder.name("unpack")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_out.grow(largest, 0);
    }
    ~RpcWorkerEnd() override {
        if (m_server) m_server->Shutdown(std::chrono::system_clock::now());
        if (!m_queue) return;
        m_queue->Shutdown();
        void* tag = nullptr;
        for (bool ok = false; m_queue->Next(&tag, &ok);) {}
    }

    bool listen(int socket) {
        grpc::ServerBuilder builder;
        builder.SetMaxReceiveMessageSize(-1);
        builder.AddChannelArgument(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, windowBytes);
        builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
        builder.RegisterAsyncGenericService(&m_service);
        m_queue = builder.AddCompletionQueue();
        m_server = builder.BuildAndStart();
        if (!m_server) return false;
        grpc::AddInsecureChannelFromFd(m_server.get(), socket);
        accept();
        return true;
    }

    bool next(Assignment& assignment) override {
        void* tag = nullptr;
        for (bool ok = false; m_queue->Next(&tag, &ok);) {
            auto& call = *static_cast<ServedCall*>(tag);
            if (!ok || call.step == ServedCall::Step::Send) {
                forget(call);
                continue;
            }
            if (call.step == ServedCall::Step::Accept) {
                accept();
                call.step = ServedCall::Step::Read;
                call.stream.Read(&call.message, &call);
                continue;
            }
            m_laps.lap(State::Queue, m_wait);
            m_call = &call;
            call.step = ServedCall::Step::Run;
            if (call.context.method() == leaveMethod) return false;
            if (read(assignment)) return true;
            m_recorder.fault("a worker was called with a message that it cannot read; run it again");
            return false;
        }
        return false;
    }

    void finish(TaskRunner& runner) override {
        const TaskRunner::Sums sums = runner.take();
        const ResultFrame result = {m_answer, sums.digest, static_cast<std::uint32_t>(sums.tasks), m_worker};
        const grpc::Slice slices[] = {
            {&result, sizeof result}, {m_out.data(), static_cast<std::size_t>(m_answer.bytes)}};
        m_call->message = grpc::ByteBuffer(slices, std::size(slices));
        m_call->step = ServedCall::Step::Send;
        m_call->stream.WriteAndFinish(m_call->message, {}, grpc::Status::OK, m_call);
        m_laps.lap(State::Io, m_send);
    }

  private:
    void accept() {
        ServedCall& call = *m_calls.emplace_back(std::make_unique<ServedCall>());
        m_service.RequestCall(&call.context, &call.stream, m_queue.get(), m_queue.get(), &call);
    }
    void forget(ServedCall& call) {
        std::erase_if(m_calls, [&call](const auto& one) { return one.get() == &call; });
    }

    bool read(Assignment& assignment) {
        grpc::Slice whole;
        MessageFrame frame;
        if (!m_call->message.DumpToSingleSlice(&whole).ok() || whole.size() < sizeof frame) return false;
        std::memcpy(&frame, whole.begin(), sizeof frame);
        const auto task = m_workload.naming().task(frame.task);
        if (!task || frame.bytes != whole.size() - sizeof frame || !describes(frame, *task, m_workload, m_points))
            return false;
        // A slice begins where it likes; payloads are to lie aligned.
        if (m_in.capacity() < frame.bytes) m_in.grow(2 * frame.bytes, 0);
        if (frame.bytes > 0) std::memcpy(m_in.data(), whole.begin() + sizeof frame, frame.bytes);
        const std::size_t size = m_workload.outputBytes(task->graph);
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i)
            m_inputs.emplace_back(m_in.data() + i * padded(size), size);
        m_answer = {frame.task, 1, padded(size)};
        assignment = {*task, m_inputs, {m_out.data(), size}};
        m_laps.lap(State::Overhead, m_unpack);
        return true;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    std::uint32_t m_worker;
    LaneLaps& m_laps;
    NameId m_wait, m_send, m_unpack;
    grpc::AsyncGenericService m_service;
    std::unique_ptr<grpc::ServerCompletionQueue> m_queue;
    std::unique_ptr<grpc::Server> m_server;
    std::vector<std::unique_ptr<ServedCall>> m_calls;
    ServedCall* m_call = nullptr;  // whose task runs
    AlignedBuffer m_in, m_out;
    MessageFrame m_answer;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openRpcWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    keepGrpc();
    auto end = std::make_unique<RpcWorkerEnd>(execution, worker, laps);
    if (descriptors.size() != 1 || !end->listen(descriptors[0]))
        return fail(
            Error::Kind::Failed,
            "the gRPC server of a worker could not start; workers are started by models only, each with a socket");
    return end;
}

}  // namespace corelane
