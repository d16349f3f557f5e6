/** The bundler turns an imported style sheet into dist/page.css; to TypeScript it is a side effect. */
declare module '*.css';

/** The bundler puts the texts of media/rules here, by language and the rule's id. */
declare const RULE_PAGES: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;
