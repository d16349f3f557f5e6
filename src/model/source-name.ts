/** By its name: is a file a source, whose text may stand in a Recording and on a page? */

const extensions =
  /\.(?:[cm]?[jt]sx?|es6?|vue|svelte|astro|marko|mdx|imba|civet|coffee|litcoffee|ls|flow|res|re|ml|elm|purs|dart|kt|scala|clj[sc]?|fs)$/i;

/** `name` is relative to the workspace or a package, with `/`. Files and folders that begin with a dot are nobody's source: `.env`, `.git`. */
export function isSourceName(name: string): boolean {
  const parts = name.split('/');
  return extensions.test(name) && !parts.some((part) => part.startsWith('.'));
}
