import 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** Words looked for in the work list: in the session, so that a name stands in no address and no log. */
    search?: string;
  }
}
