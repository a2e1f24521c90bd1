// The same work in several threads, where whatever one of them throws is thrown to the caller.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace {

// Calls work(stopped) in `threads` threads, the calling one among them, and waits for all of them. Of what they throw, as where
// memory runs out, the first is thrown here once all have ended; `stopped` tells the others to end early. Where the system
// gives fewer threads, those that there are do the work: it must be dealt out as it is done.
template <typename Work>
void inThreads(int64_t threads, const Work& work) {
  std::atomic<bool> stopped{false};
  std::mutex mutex;
  std::exception_ptr thrown;
  const auto guarded = [&] {
    try {
      work(stopped);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex);
      if (!thrown) thrown = std::current_exception();
      stopped = true;
    }
  };
  std::vector<std::thread> others;
  try {
    for (int64_t t = 1; t < threads; t++) others.emplace_back(guarded);
  } catch (const std::system_error&) {
    // No more threads.
  } catch (const std::bad_alloc&) {
    // No memory to begin another with.
  }
  guarded();
  for (std::thread& other : others) other.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace
