-- Ladders as the council has changed them: every version is kept, and the database refuses to change or remove one. Locks nothing that is in use.
CREATE TABLE "ladder_version" (
  "number" SERIAL NOT NULL,
  "code" TEXT NOT NULL,
  "rungs" JSONB,
  "author_ref" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "effective_from" DATE NOT NULL,
  "reason" TEXT NOT NULL,
  CONSTRAINT "ladder_version_pk" PRIMARY KEY ("number"),
  CONSTRAINT "ladder_version_code" CHECK ("code" ~ '^[a-z0-9-]{1,60}$'),
  CONSTRAINT "ladder_version_rungs" CHECK ("rungs" IS NULL OR jsonb_typeof("rungs") = 'array'),
  CONSTRAINT "ladder_version_reason" CHECK (length(btrim("reason")) BETWEEN 1 AND 500),
  CONSTRAINT "ladder_version_not_past" CHECK ("effective_from" >= ("made_at" AT TIME ZONE 'Europe/London')::date),
  CONSTRAINT "ladder_version_author_fk" FOREIGN KEY ("author_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "ladder_version_of_code" ON "ladder_version"("code", "number");

CREATE FUNCTION ladder_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a ladder is never changed or removed: make a new one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "ladder_version_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ladder_version"
  FOR EACH STATEMENT EXECUTE FUNCTION ladder_version_is_kept();

-- How far the telling of open records has come, once a version has taken effect: one worker at a time holds it, until its lease is over.
CREATE TABLE "ladder_arming" (
  "number" INTEGER NOT NULL,
  "begun_at" TIMESTAMPTZ(3) NOT NULL,
  "claimed_until" TIMESTAMPTZ(3) NOT NULL,
  "after_ref" TEXT NOT NULL DEFAULT '',
  "told" INTEGER NOT NULL DEFAULT 0,
  "done_at" TIMESTAMPTZ(3),
  CONSTRAINT "ladder_arming_pk" PRIMARY KEY ("number"),
  CONSTRAINT "ladder_arming_version_fk" FOREIGN KEY ("number") REFERENCES "ladder_version"("number") ON DELETE RESTRICT ON UPDATE CASCADE
);
