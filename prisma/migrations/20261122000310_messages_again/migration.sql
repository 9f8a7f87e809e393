-- A message that did not arrive is sent again to a mended address as a message of its own: both are kept, the later names the earlier.
-- Locks `message` for an instant: the added column is null everywhere.
ALTER TABLE "message" ADD COLUMN "replaces" TEXT;
DROP INDEX "message_once";
-- Once for a notification, an addressee and a channel, save for those that replace another; and each is replaced once.
CREATE UNIQUE INDEX "message_once" ON "message"("notification_id", "to_kind", "to_ref", "channel") WHERE "replaces" IS NULL;
CREATE UNIQUE INDEX "message_replaced_once" ON "message"("replaces");
ALTER TABLE "message" ADD CONSTRAINT "message_replaces_fk" FOREIGN KEY ("replaces") REFERENCES "message"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "message" ADD CONSTRAINT "message_replaces_another" CHECK ("replaces" <> "ref");
-- Newest first, for the demonstration's outbox.
CREATE INDEX "message_by_queue" ON "message"("queued_at", "ref");
