import 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** Who signed in: a staff reference, looked up again at every request, so that whoever leaves is out at once. */
    staff?: string;
    /** Who came by a link and its code: the link's reference, never its token; looked up again at every request. */
    link?: string;
  }
}
