#include "truewait/storage/journal.hpp"

#include <utility>

#include "storage/journal_writer.hpp"

namespace truewait::storage {

Journal::Journal(std::unique_ptr<Store> store, JournalOptions options)
    : writer_(std::make_unique<Writer>(std::move(store), options)) {}

Journal::~Journal() = default;

void Journal::append(Batch batch, Committed done) {
  writer_->submit({std::move(batch), {}, std::move(done), 1});
}

void Journal::save_snapshot(Snapshot snapshot, Committed done) {
  writer_->submit({{}, std::move(snapshot), std::move(done), 1});
}

std::size_t Journal::backlog() const {
  return writer_->backlog();
}
bool Journal::full() const {
  return writer_->full();
}
Journal::Totals Journal::totals() const {
  return writer_->totals();
}
void Journal::flush() {
  writer_->flush();
}

}  // namespace truewait::storage
