/** How long a test waits for what is certain to come, before it says that it never will; milliseconds. A busy machine is no fault. */
export const PATIENCE = 120_000;
