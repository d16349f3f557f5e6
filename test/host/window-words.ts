/** What the tests inside an extension host say to whoever shows their window; everything else they print goes to a log. */

/** Asks for a picture; the file follows. */
export const pictureRequest = 'leanscope-picture';

/** Tells which process the extension host is; its number follows. */
export const hostProcess = 'leanscope-host';
