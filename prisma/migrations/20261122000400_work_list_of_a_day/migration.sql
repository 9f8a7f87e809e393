-- For the caseworker's list: whose records were ever refused (their waits are worked out from the facts), whom somebody covers for,
-- and the order of one person's own list.
-- Locks `journal_entry`, `absence` and `case_record` against writing for the moment each index takes to build.
CREATE INDEX "journal_entry_refusal" ON "journal_entry"("record_ref")
  WHERE ("type" IN ('assessment-refused', 'issue-refused') OR ("payload"->'replacement'->>'type') IN ('assessment-refused', 'issue-refused'));
CREATE INDEX "absence_of_cover" ON "absence"("cover_ref", "to_on") WHERE "cover_ref" IS NOT NULL;
CREATE INDEX "case_record_of_owner_open" ON "case_record"("owner_ref", coalesce("next_act_by", 'infinity'), "ref") WHERE "outcome" IS NULL AND "position" > 0;
