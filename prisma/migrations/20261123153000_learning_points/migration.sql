-- Learning points: what a service is to learn of what audits find, and the training offered with it. A new version is added; nothing here is changed or
-- removed. Locks nothing that is in use.
CREATE TABLE "learning_point" (
  "ref" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "theme" TEXT NOT NULL,
  "service" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "training_on" DATE,
  "withdrawn" BOOLEAN NOT NULL DEFAULT false,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "learning_point_pk" PRIMARY KEY ("ref", "number"),
  CONSTRAINT "learning_point_counts" CHECK ("number" >= 1),
  CONSTRAINT "learning_point_words" CHECK (length(btrim("words")) BETWEEN 1 AND 500),
  CONSTRAINT "learning_point_author_fk" FOREIGN KEY ("made_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE FUNCTION learning_point_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of a learning point is never changed or removed: make another' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "learning_point_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "learning_point"
  FOR EACH STATEMENT EXECUTE FUNCTION learning_point_is_kept();
