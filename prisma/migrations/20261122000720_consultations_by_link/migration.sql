-- A setting that is consulted answers by link, as an adviser does: what it answered beside yes or no, and the papers it may see.
-- Locks `access_link` while its few rows are checked again.
ALTER TABLE "access_link" DROP CONSTRAINT "access_link_for_known";
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_for_known" CHECK ("for_kind" IN ('adviser', 'person', 'child', 'setting'));

-- Counts once its command is recorded: the fact `setting-answered` is the answer, this is what was said beside it.
CREATE TABLE "consultation_answer" (
    "command_id" UUID NOT NULL,
    "record_ref" TEXT NOT NULL,
    "setting_ref" TEXT NOT NULL,
    "grounds" TEXT[] NOT NULL,
    "places" INTEGER,
    "yearly_cost" INTEGER,
    "starts_on" DATE,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_answer_pk" PRIMARY KEY ("command_id"),
    CONSTRAINT "consultation_answer_counts" CHECK ("places" >= 0 AND "yearly_cost" >= 0),
    CONSTRAINT "consultation_answer_grounds_known" CHECK ("grounds" <@ ARRAY['unsuitable-age', 'unsuitable-ability', 'unsuitable-needs', 'education-of-others', 'use-of-resources'])
);
CREATE INDEX "consultation_answer_of_record" ON "consultation_answer"("record_ref", "setting_ref");
ALTER TABLE "consultation_answer" ADD CONSTRAINT "consultation_answer_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "consultation_answer" ADD CONSTRAINT "consultation_answer_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Documents of a record that go to whoever is consulted about it.
CREATE TABLE "consultation_paper" (
    "record_ref" TEXT NOT NULL,
    "document_ref" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_paper_pk" PRIMARY KEY ("record_ref", "document_ref")
);
ALTER TABLE "consultation_paper" ADD CONSTRAINT "consultation_paper_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "consultation_paper" ADD CONSTRAINT "consultation_paper_document_fk" FOREIGN KEY ("document_ref") REFERENCES "document"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
