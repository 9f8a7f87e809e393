-- What quality is and how audits are sampled, as a council sets it: versions, added to and never changed, and the draft of the next framework.
-- Number 0 is what Duly comes with and is not kept here. New tables only: nothing in use is locked.
CREATE TABLE "audit_framework" (
  "kind" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "content" JSONB NOT NULL,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "why" TEXT NOT NULL,
  CONSTRAINT "audit_framework_pk" PRIMARY KEY ("kind", "number"),
  CONSTRAINT "audit_framework_kind_known" CHECK ("kind" IN ('plan', 'draft', 'advice', 'review-report', 'case')),
  CONSTRAINT "audit_framework_number" CHECK ("number" > 0),
  CONSTRAINT "audit_framework_why" CHECK (length(btrim("why")) BETWEEN 1 AND 1000),
  CONSTRAINT "audit_framework_made_by_fk" FOREIGN KEY ("made_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- One of each kind. It stays when it was put in force, emptied: its saves go on counting, so that an old window never writes over a newer version.
CREATE TABLE "audit_framework_draft" (
  "kind" TEXT NOT NULL,
  "content" JSONB,
  "saves" INTEGER NOT NULL,
  "saved_by" TEXT NOT NULL,
  "saved_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_framework_draft_pk" PRIMARY KEY ("kind"),
  CONSTRAINT "audit_framework_draft_kind_known" CHECK ("kind" IN ('plan', 'draft', 'advice', 'review-report', 'case')),
  CONSTRAINT "audit_framework_draft_saved_by_fk" FOREIGN KEY ("saved_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Null content: not sampled any more.
CREATE TABLE "audit_sampling" (
  "kind" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "content" JSONB,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "why" TEXT NOT NULL,
  CONSTRAINT "audit_sampling_pk" PRIMARY KEY ("kind", "number"),
  CONSTRAINT "audit_sampling_kind_known" CHECK ("kind" IN ('plan', 'draft', 'advice', 'review-report', 'case')),
  CONSTRAINT "audit_sampling_number" CHECK ("number" > 0),
  CONSTRAINT "audit_sampling_why" CHECK (length(btrim("why")) BETWEEN 1 AND 1000),
  CONSTRAINT "audit_sampling_made_by_fk" FOREIGN KEY ("made_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION audit_setting_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a framework or of sampling is never changed or removed: make a new one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_framework_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_framework"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_setting_is_kept();
CREATE TRIGGER "audit_sampling_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_sampling"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_setting_is_kept();
