-- The assessment a plan was made from: a final plan opens the plan's own record, once.
-- Locks case_record for an instant: a new column without a default, and an index over what is empty.
ALTER TABLE "case_record" ADD COLUMN "made_from" TEXT;
ALTER TABLE "case_record" ADD CONSTRAINT "case_record_made_from_fk" FOREIGN KEY ("made_from") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX "case_record_made_once" ON "case_record"("made_from");
