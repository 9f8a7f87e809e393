-- The council's own rules as it has changed them (causes of delay, norms of silence, mail to staff): every version is kept, and the database
-- refuses to change or remove one. Beside ladder_version, which goes on as it is, so that the release before this one runs on. Locks nothing that is in use.
CREATE TABLE "rule_version" (
  "number" SERIAL NOT NULL,
  "kind" TEXT NOT NULL,
  "content" JSONB NOT NULL,
  "author_ref" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "effective_from" DATE NOT NULL,
  "note" TEXT,
  CONSTRAINT "rule_version_pk" PRIMARY KEY ("number"),
  CONSTRAINT "rule_version_kind" CHECK ("kind" ~ '^[a-z0-9-]{1,60}$'),
  CONSTRAINT "rule_version_note" CHECK ("note" IS NULL OR length(btrim("note")) BETWEEN 1 AND 500),
  CONSTRAINT "rule_version_not_past" CHECK ("effective_from" >= ("made_at" AT TIME ZONE 'Europe/London')::date),
  CONSTRAINT "rule_version_author_fk" FOREIGN KEY ("author_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "rule_version_of_kind" ON "rule_version"("kind", "number");

CREATE FUNCTION rule_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a rule is never changed or removed: make a new one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "rule_version_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "rule_version"
  FOR EACH STATEMENT EXECUTE FUNCTION rule_version_is_kept();
