-- One mail a day for each member of staff: what waits for it, and what went with it.
-- Locks `notification` for an instant: the added columns are null, and what was allowed before still is.
ALTER TABLE "notification"
  ADD COLUMN "channel" TEXT,
  ADD COLUMN "not_before" TIMESTAMPTZ(3),
  DROP CONSTRAINT "notification_status_known";
ALTER TABLE "notification" ADD CONSTRAINT "notification_status_known" CHECK ("status" IN ('queued', 'addressed', 'nobody', 'overtaken')) NOT VALID;
ALTER TABLE "notification" ADD CONSTRAINT "notification_channel_known" CHECK ("channel" IN ('digest', 'at-once')) NOT VALID;

-- One a day, whoever makes it.
CREATE TABLE "staff_digest" (
  "staff_ref" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "message_ref" TEXT NOT NULL,
  CONSTRAINT "staff_digest_pk" PRIMARY KEY ("staff_ref", "day"),
  CONSTRAINT "staff_digest_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "staff_digest_message_fk" FOREIGN KEY ("message_ref") REFERENCES "message"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "staff_digest_message_once" ON "staff_digest"("message_ref");

-- A notice or a task on its way into somebody's mail of the day: `day` is that mail's, null while it waits; what was done meanwhile is in none.
CREATE TABLE "digest_item" (
  "id" BIGSERIAL NOT NULL,
  "staff_ref" TEXT NOT NULL,
  "notification_id" BIGINT,
  "task_ref" TEXT,
  "day" DATE,
  "overtaken" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "digest_item_pk" PRIMARY KEY ("id"),
  CONSTRAINT "digest_item_about_one" CHECK (("notification_id" IS NULL) <> ("task_ref" IS NULL)),
  CONSTRAINT "digest_item_not_both" CHECK ("day" IS NULL OR NOT "overtaken"),
  CONSTRAINT "digest_item_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "digest_item_notification_fk" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "digest_item_task_fk" FOREIGN KEY ("task_ref") REFERENCES "task"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "digest_item_digest_fk" FOREIGN KEY ("staff_ref", "day") REFERENCES "staff_digest"("staff_ref", "day") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "digest_item_notice_once" ON "digest_item"("notification_id", "staff_ref");
CREATE UNIQUE INDEX "digest_item_task_once" ON "digest_item"("task_ref", "staff_ref");
CREATE INDEX "digest_item_of_digest" ON "digest_item"("staff_ref", "day");
CREATE INDEX "digest_item_waiting" ON "digest_item"("staff_ref") WHERE "day" IS NULL AND NOT "overtaken";

-- Which of the council's staff were written to about a notice, by a mail of its own or in the day's.
CREATE VIEW "staff_told" AS
  SELECT m.notification_id, m.to_ref AS staff_ref, m.to_name AS name FROM message m WHERE m.to_kind = 'staff' AND m.notification_id IS NOT NULL
  UNION ALL
  SELECT i.notification_id, i.staff_ref, s.name FROM digest_item i JOIN staff s ON s.ref = i.staff_ref WHERE i.notification_id IS NOT NULL AND i.day IS NOT NULL;
