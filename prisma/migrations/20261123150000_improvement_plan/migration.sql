-- The improvement plan: what was written down about each priority, entry after entry, and the packs that went to the board. Entries and
-- packs are kept: the database refuses to change or remove one. New tables only: nothing in use is locked.
CREATE TABLE "improvement_entry" (
  "priority_ref" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "content" JSONB NOT NULL,
  "document_ref" TEXT,
  "author_ref" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "improvement_entry_pk" PRIMARY KEY ("priority_ref", "number"),
  CONSTRAINT "improvement_entry_begins" CHECK (("number" = 1) = ("content"->>'kind' = 'set-out')),
  CONSTRAINT "improvement_entry_document" CHECK (("document_ref" IS NOT NULL) = ("content"->>'kind' = 'evidence')),
  CONSTRAINT "improvement_entry_document_fk" FOREIGN KEY ("document_ref") REFERENCES "document"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "improvement_entry_author_fk" FOREIGN KEY ("author_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "improvement_pack" (
  "number" SERIAL NOT NULL,
  "week" TEXT,
  "content" JSONB NOT NULL,
  "content_hash" TEXT NOT NULL,
  "author_ref" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "improvement_pack_pk" PRIMARY KEY ("number"),
  CONSTRAINT "improvement_pack_week_fk" FOREIGN KEY ("week") REFERENCES "backlog_report"("week") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "improvement_pack_author_fk" FOREIGN KEY ("author_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Leads who were told that a milestone is overdue: each once for a day it was agreed for.
CREATE TABLE "improvement_told" (
  "priority_ref" TEXT NOT NULL,
  "milestone" INTEGER NOT NULL,
  "due_on" DATE NOT NULL,
  "lead_ref" TEXT NOT NULL,
  "told_on" DATE NOT NULL,
  CONSTRAINT "improvement_told_pk" PRIMARY KEY ("priority_ref", "milestone", "due_on", "lead_ref"),
  CONSTRAINT "improvement_told_lead_fk" FOREIGN KEY ("lead_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION improvement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was written down about the improvement plan is never changed or removed: write another entry' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "improvement_entry_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "improvement_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION improvement_is_kept();
CREATE TRIGGER "improvement_pack_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "improvement_pack"
  FOR EACH STATEMENT EXECUTE FUNCTION improvement_is_kept();
