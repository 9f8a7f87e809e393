-- For the weekly report of a large council or a country: what is owed and what was done each have an index of their own, so that
-- neither is found by reading the whole table of duties, and years gone by are not read at all. Building them keeps writers of
-- `duty` waiting: some seconds a million duties. The previous release reads by any of them.
DROP INDEX "duty_reported";
CREATE INDEX "duty_owed" ON "duty"("code") INCLUDE ("record_ref", "subject", "kind", "held_by", "due_on", "excused_days", "excusing_from", "excusing_days", "recorded_from", "recorded_to")
  WHERE "shape" = 'deadline' AND "done_on" IS NULL AND "settled" IS NULL AND "stopped_on" IS NULL;
CREATE INDEX "duty_done" ON "duty"("code", "done_on") INCLUDE ("record_ref", "subject", "due_on", "began_on", "excused_days", "excusing_from", "excusing_days", "excepted", "recorded_from", "recorded_to")
  WHERE "shape" = 'deadline' AND "done_on" IS NOT NULL AND "settled" IS NULL AND "stopped_on" IS NULL;
-- Review meetings by the day they were held.
CREATE INDEX "duty_review_held" ON "duty"("began_on") INCLUDE ("record_ref", "code", "due_on", "recorded_from", "recorded_to") WHERE "code" = 'decide-after-review';
