-- Good practice: what an audit found good, made anonymous, for others to learn from. A new version is added; nothing here is changed or removed.
-- Locks nothing that is in use.
CREATE TABLE "good_practice" (
  "ref" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "audit_ref" TEXT NOT NULL,
  "criterion" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "why" TEXT NOT NULL,
  "withdrawn" BOOLEAN NOT NULL DEFAULT false,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "good_practice_pk" PRIMARY KEY ("ref", "number"),
  CONSTRAINT "good_practice_counts" CHECK ("number" >= 1),
  CONSTRAINT "good_practice_words" CHECK (length(btrim("title")) BETWEEN 1 AND 120 AND length(btrim("words")) BETWEEN 1 AND 4000 AND length(btrim("why")) BETWEEN 1 AND 500),
  CONSTRAINT "good_practice_audit_fk" FOREIGN KEY ("audit_ref") REFERENCES "audit"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "good_practice_author_fk" FOREIGN KEY ("made_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE FUNCTION good_practice_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of good practice is never changed or removed: make another' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "good_practice_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "good_practice"
  FOR EACH STATEMENT EXECUTE FUNCTION good_practice_is_kept();
