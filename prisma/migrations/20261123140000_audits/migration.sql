-- Quality audits: each is a record of its own kind, with its journal, duties and workflow; what was drawn, marked, found and done stands here.
-- The check is put in place unvalidated and then validated: rows are read under a lock that lets everybody else write.
ALTER TABLE "case_record" DROP CONSTRAINT "case_record_kind_known";
ALTER TABLE "case_record" ADD CONSTRAINT "case_record_kind_known" CHECK ("kind" IN ('assessment', 'reassessment', 'plan', 'audit')) NOT VALID;
ALTER TABLE "case_record" VALIDATE CONSTRAINT "case_record_kind_known";

-- A month as it was drawn, whole: drawn once, and kept.
CREATE TABLE "audit_draw" (
  "kind" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "body" JSONB NOT NULL,
  "drawn_by" TEXT NOT NULL,
  "drawn_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_draw_pk" PRIMARY KEY ("kind", "month"),
  CONSTRAINT "audit_draw_kind_known" CHECK ("kind" IN ('plan', 'draft', 'advice', 'review-report', 'case')),
  CONSTRAINT "audit_draw_month" CHECK ("month" ~ '^\d{4}-(0[1-9]|1[0-2])$')
);

CREATE TABLE "audit" (
  "ref" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "of_ref" TEXT NOT NULL,
  "adviser" TEXT,
  "role" TEXT,
  "text_version" INTEGER,
  "framework" INTEGER NOT NULL,
  "why" TEXT NOT NULL,
  "drawn" JSONB NOT NULL,
  "month" TEXT,
  "begins_on" DATE NOT NULL,
  "after_ref" TEXT,
  "traits" JSONB NOT NULL,
  "held_by" TEXT,
  CONSTRAINT "audit_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "audit_kind_known" CHECK ("kind" IN ('plan', 'draft', 'advice', 'review-report', 'case')),
  CONSTRAINT "audit_why_known" CHECK ("why" IN ('sample', 're-audit', 'double', 're-mark', 'asked')),
  CONSTRAINT "audit_after_known" CHECK ("why" IN ('sample', 'asked') OR "after_ref" IS NOT NULL),
  CONSTRAINT "audit_record_fk" FOREIGN KEY ("ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_of_fk" FOREIGN KEY ("of_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_after_fk" FOREIGN KEY ("after_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "audit_of_record" ON "audit"("of_ref");
CREATE INDEX "audit_after" ON "audit"("after_ref");
CREATE INDEX "audit_of_month" ON "audit"("kind", "month");

-- The auditor's own answers, and those a moderation agreed on. A draft until it is handed in; never changed afterwards.
CREATE TABLE "audit_marking" (
  "audit_ref" TEXT NOT NULL,
  "part" TEXT NOT NULL,
  "answers" JSONB NOT NULL DEFAULT '{}',
  "judged" JSONB NOT NULL DEFAULT '{}',
  "saves" INTEGER NOT NULL DEFAULT 0,
  "saved_by" TEXT NOT NULL,
  "saved_at" TIMESTAMPTZ(3) NOT NULL,
  "begun_at" TIMESTAMPTZ(3) NOT NULL,
  "handed_in_at" TIMESTAMPTZ(3),
  "handed_in_by" TEXT,
  "grade" TEXT,
  "score" NUMERIC(4,1),
  "scored" JSONB,
  CONSTRAINT "audit_marking_pk" PRIMARY KEY ("audit_ref", "part"),
  CONSTRAINT "audit_marking_part_known" CHECK ("part" IN ('own', 'moderated')),
  CONSTRAINT "audit_marking_grade_known" CHECK ("grade" IN ('inadequate', 'requires-improvement', 'good', 'outstanding')),
  CONSTRAINT "audit_marking_whole" CHECK (("handed_in_at" IS NULL) = ("handed_in_by" IS NULL) AND ("handed_in_at" IS NULL) = ("grade" IS NULL)
    AND ("handed_in_at" IS NULL) = ("score" IS NULL) AND ("handed_in_at" IS NULL) = ("scored" IS NULL)),
  CONSTRAINT "audit_marking_audit_fk" FOREIGN KEY ("audit_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION audit_marking_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.handed_in_at IS NOT NULL THEN
    RAISE EXCEPTION 'a marking that was handed in is never changed, and none is removed: another opinion is another audit' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_marking_kept" BEFORE UPDATE OR DELETE ON "audit_marking" FOR EACH ROW EXECUTE FUNCTION audit_marking_is_kept();

-- What was found wanting, agreed with those it concerns.
CREATE TABLE "audit_finding" (
  "ref" TEXT NOT NULL,
  "audit_ref" TEXT NOT NULL,
  "criterion" TEXT NOT NULL,
  "section" TEXT NOT NULL,
  "theme" TEXT NOT NULL,
  "service" TEXT,
  "words" TEXT NOT NULL,
  "agreed_by" TEXT NOT NULL,
  "agreed_at" TIMESTAMPTZ(3) NOT NULL,
  "command_id" UUID,
  CONSTRAINT "audit_finding_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "audit_finding_command_fk" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_finding_words" CHECK (length(btrim("words")) BETWEEN 1 AND 2000),
  CONSTRAINT "audit_finding_audit_fk" FOREIGN KEY ("audit_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- What is to be done about it, by whom and by when; what came of it.
CREATE TABLE "audit_action" (
  "ref" TEXT NOT NULL,
  "audit_ref" TEXT NOT NULL,
  "finding_ref" TEXT,
  "theme" TEXT,
  "service" TEXT,
  "words" TEXT NOT NULL,
  "training" BOOLEAN NOT NULL DEFAULT false,
  "owner_ref" TEXT NOT NULL,
  "due_on" DATE NOT NULL,
  "set_by" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  "command_id" UUID,
  "done_words" TEXT,
  "done_on" DATE,
  "done_by" TEXT,
  "done_at" TIMESTAMPTZ(3),
  CONSTRAINT "audit_action_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "audit_action_words" CHECK (length(btrim("words")) BETWEEN 1 AND 1000),
  CONSTRAINT "audit_action_done_whole" CHECK (("done_at" IS NULL) = ("done_by" IS NULL) AND ("done_at" IS NULL) = ("done_on" IS NULL) AND ("done_at" IS NULL) = ("done_words" IS NULL)),
  CONSTRAINT "audit_action_command_fk" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_action_audit_fk" FOREIGN KEY ("audit_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_action_finding_fk" FOREIGN KEY ("finding_ref") REFERENCES "audit_finding"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "audit_action_owner_fk" FOREIGN KEY ("owner_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "audit_finding_of_audit" ON "audit_finding"("audit_ref");
CREATE INDEX "audit_action_of_audit" ON "audit_action"("audit_ref");
CREATE INDEX "audit_action_of_owner" ON "audit_action"("owner_ref") WHERE "done_at" IS NULL;
