-- How a record stood, between the instants at which that was believed: what a report of a past day counts.
CREATE TABLE "standing" (
  "record_ref" TEXT NOT NULL,
  "recorded_from" TIMESTAMPTZ(3) NOT NULL,
  "recorded_to" TIMESTAMPTZ(3),
  "stage" TEXT,
  "finalising_from" DATE,
  "owner_ref" TEXT,
  "received_on" DATE,
  "id" BIGSERIAL NOT NULL,
  CONSTRAINT "standing_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "standing_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "standing_now_once" ON "standing"("record_ref") WHERE "recorded_to" IS NULL;
CREATE INDEX "standing_of_record" ON "standing"("record_ref", "recorded_from");
-- What changed in a week, for its flows.
CREATE INDEX "standing_by_time" ON "standing"("recorded_from");

-- Records that were there before it began to be kept: as they stand now, since their last entry.
INSERT INTO "standing" ("record_ref", "recorded_from", "stage", "finalising_from", "owner_ref", "received_on")
SELECT ref, coalesce(recorded_at, opened_at), stage, (progress->'draft'->>'finalFrom')::date, owner_ref, received_on FROM "case_record" WHERE position > 0;

-- The day a duty's time began to run, and whether exceptions were recorded against it (1), one of which qualifies (2): beside its
-- reasoning, for counting many at once.
ALTER TABLE "duty" ADD COLUMN "began_on" DATE, ADD COLUMN "excepted" SMALLINT NOT NULL DEFAULT 0;
UPDATE "duty" SET "began_on" = ("reasoning"->'because'->0->>'on')::date,
  "excepted" = CASE WHEN "reasoning"->'exceptions' @> '[{"qualifies": true}]' THEN 2 WHEN "reasoning"->'exceptions' <> '[]' THEN 1 ELSE 0 END;
-- All that a report asks of a deadline stands in the index.
CREATE INDEX "duty_reported" ON "duty"("code") INCLUDE ("record_ref", "subject", "kind", "held_by", "due_on", "done_on", "began_on", "excused_days", "excusing_from", "excusing_days", "excepted", "recorded_from", "recorded_to")
  WHERE "shape" = 'deadline' AND "settled" IS NULL AND "stopped_on" IS NULL;
-- Few duties have an exception recorded against them.
CREATE INDEX "duty_excepted" ON "duty"("code") WHERE "excepted" > 0;

-- A report of the backlog, as it was frozen: the database refuses to change or remove one.
CREATE TABLE "backlog_report" (
  "week" TEXT NOT NULL,
  "number" SERIAL NOT NULL,
  "as_on" DATE NOT NULL,
  "counted" JSONB NOT NULL,
  "figures" JSONB NOT NULL,
  "norms" JSONB NOT NULL,
  "content_hash" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "backlog_report_pk" PRIMARY KEY ("week"),
  CONSTRAINT "backlog_report_week" CHECK ("week" ~ '^\d{4}-W\d{2}$')
);
CREATE UNIQUE INDEX "backlog_report_number_once" ON "backlog_report"("number");
CREATE UNIQUE INDEX "backlog_report_as_on_once" ON "backlog_report"("as_on");

CREATE FUNCTION backlog_report_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report is never changed or removed: what was corrected since stands apart' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "backlog_report_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "backlog_report"
  FOR EACH STATEMENT EXECUTE FUNCTION backlog_report_is_frozen();

-- Causes that were said, for their counting.
CREATE INDEX "journal_entry_causes" ON "journal_entry"("recorded_at") WHERE "kind" = 'act' AND "type" IN ('cause-recorded', 'cause-taken-back');

-- Who was sent a report, once for each kind of mail: `report`, and `unread` to those above who must know it was not read.
CREATE TABLE "report_mail" (
  "week" TEXT NOT NULL,
  "staff_ref" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "message_ref" TEXT NOT NULL,
  CONSTRAINT "report_mail_pk" PRIMARY KEY ("week", "staff_ref", "kind"),
  CONSTRAINT "report_mail_kind" CHECK ("kind" IN ('report', 'unread')),
  CONSTRAINT "report_mail_week_fk" FOREIGN KEY ("week") REFERENCES "backlog_report"("week") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_mail_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_mail_message_fk" FOREIGN KEY ("message_ref") REFERENCES "message"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "report_mail_message_once" ON "report_mail"("message_ref");

-- Who opened a report, and who said that they have read it.
CREATE TABLE "report_reading" (
  "week" TEXT NOT NULL,
  "staff_ref" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "acknowledged_at" TIMESTAMPTZ(3),
  CONSTRAINT "report_reading_pk" PRIMARY KEY ("week", "staff_ref"),
  CONSTRAINT "report_reading_week_fk" FOREIGN KEY ("week") REFERENCES "backlog_report"("week") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_reading_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
