-- By when an open escalation is to be answered, between the instants at which that was believed: a report of a past day counts those
-- that nobody had answered in time. Takes no lock on what is there but to read `escalation`.
CREATE TABLE "escalation_answer" (
  "id" BIGSERIAL NOT NULL,
  "record_ref" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL,
  "answer_by" DATE NOT NULL,
  "recorded_from" TIMESTAMPTZ(3) NOT NULL,
  "recorded_to" TIMESTAMPTZ(3),
  CONSTRAINT "escalation_answer_pk" PRIMARY KEY ("id"),
  CONSTRAINT "escalation_answer_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "escalation_answer_now_once" ON "escalation_answer"("record_ref", "duty", "subject", "occurrence") WHERE "recorded_to" IS NULL;
CREATE INDEX "escalation_answer_of_record" ON "escalation_answer"("record_ref");

-- Those open now: asked since the day they were told, by the time of the step they have climbed to. The next write of a record says it exactly.
INSERT INTO "escalation_answer" ("record_ref", "duty", "subject", "occurrence", "answer_by", "recorded_from")
SELECT record_ref, duty, subject, occurrence,
  CASE WHEN promise IS NULL THEN acknowledge_by WHEN holds OR acknowledge_by IS NULL THEN promised_on ELSE least(promised_on, acknowledge_by) END,
  told_on::timestamp AT TIME ZONE 'Europe/London'
FROM "escalation" WHERE promise IS NOT NULL OR acknowledge_by IS NOT NULL;

-- Letters that did not arrive, as tasks: looked at with the times they were open.
CREATE INDEX "task_unreached" ON "task"("record_ref", "opened_at") WHERE "kind" IN ('bounced', 'not-sent', 'no-address');

-- A mail to each manager who owes a cause or an action of a red: with the report, and on the Wednesday by which both were owed.
ALTER TABLE "report_mail" DROP CONSTRAINT "report_mail_kind";
ALTER TABLE "report_mail" ADD CONSTRAINT "report_mail_kind" CHECK ("kind" IN ('report', 'unread', 'red', 'red-still'));
