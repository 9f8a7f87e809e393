-- The text of a plan, version by version: one is written at a time, and what was sent is never changed. Locks nothing: a new, empty table.
CREATE TABLE "plan_version" (
    "record_ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "saves" INTEGER NOT NULL DEFAULT 0,
    "touched" JSONB NOT NULL DEFAULT '{}',
    "from_record" TEXT,
    "from_number" INTEGER,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_on" DATE,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by" TEXT,
    "dropped_at" TIMESTAMPTZ(3),
    "dropped_by" TEXT,

    CONSTRAINT "plan_version_pk" PRIMARY KEY ("record_ref", "number"),
    CONSTRAINT "plan_version_counts" CHECK ("number" >= 1 AND "saves" >= 0),
    CONSTRAINT "plan_version_kind_known" CHECK ("kind" IN ('draft', 'proposed', 'final', 'amended')),
    CONSTRAINT "plan_version_sent_whole" CHECK (("sent_at" IS NULL) = ("sent_on" IS NULL) AND ("sent_at" IS NULL) = ("sent_by" IS NULL)),
    CONSTRAINT "plan_version_final_is_sent" CHECK ("kind" IN ('draft', 'proposed') OR "sent_at" IS NOT NULL),
    CONSTRAINT "plan_version_dropped_whole" CHECK (("dropped_at" IS NULL) = ("dropped_by" IS NULL)),
    CONSTRAINT "plan_version_sent_or_dropped" CHECK ("sent_at" IS NULL OR "dropped_at" IS NULL),
    CONSTRAINT "plan_version_from_whole" CHECK (("from_record" IS NULL) = ("from_number" IS NULL))
);
CREATE UNIQUE INDEX "plan_version_written_once" ON "plan_version"("record_ref") WHERE "sent_at" IS NULL AND "dropped_at" IS NULL;
CREATE INDEX "plan_version_made_from" ON "plan_version"("from_record", "from_number");
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_from_fk" FOREIGN KEY ("from_record", "from_number") REFERENCES "plan_version"("record_ref", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION plan_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.sent_at IS NOT NULL OR OLD.dropped_at IS NOT NULL THEN
    RAISE EXCEPTION 'a version that was sent or set aside is never changed, and none is removed: start another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "plan_version_kept" BEFORE UPDATE OR DELETE ON "plan_version" FOR EACH ROW EXECUTE FUNCTION plan_version_is_kept();
