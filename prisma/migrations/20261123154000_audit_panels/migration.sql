-- What each voice of a multi-agency panel said of an audited plan, each time it was written down: nothing is overwritten, the latest counts.
CREATE TABLE "audit_panel_said" (
  "audit_ref" TEXT NOT NULL,
  "voice" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "who" TEXT NOT NULL,
  "said" JSONB NOT NULL,
  "written_by" TEXT NOT NULL,
  "written_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_panel_said_pk" PRIMARY KEY ("audit_ref", "voice", "number"),
  CONSTRAINT "audit_panel_said_voice_known" CHECK ("voice" IN ('education', 'health', 'social-care', 'parent-representative')),
  CONSTRAINT "audit_panel_said_number" CHECK ("number" >= 1),
  CONSTRAINT "audit_panel_said_who" CHECK (length(btrim("who")) BETWEEN 1 AND 200),
  CONSTRAINT "audit_panel_said_audit_fk" FOREIGN KEY ("audit_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION audit_panel_said_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a panel said is kept: write down what it says now' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_panel_said_kept" BEFORE UPDATE OR DELETE ON "audit_panel_said" FOR EACH ROW EXECUTE FUNCTION audit_panel_said_is_kept();
