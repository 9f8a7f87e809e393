-- Which entry of the list of advisers is the post of the integrated care board, and which of the council's children's social care, to
-- whom the law has notices sent (regulations 4(2), 10(2), 13(2), 35(1)): a therapist who was once asked for advice is neither.
-- Locks `adviser` for an instant: the added column is null everywhere.
ALTER TABLE "adviser" ADD COLUMN "post_of" TEXT;
ALTER TABLE "adviser" ADD CONSTRAINT "adviser_post_of_known" CHECK ("post_of" IN ('icb', 'social-care'));
-- One of each.
CREATE UNIQUE INDEX "adviser_post_once" ON "adviser"("post_of");
