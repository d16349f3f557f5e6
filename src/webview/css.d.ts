/** The bundler turns an imported style sheet into dist/page.css; to TypeScript it is a side effect. */
declare module '*.css';

/** The bundler puts the texts of media/rules here, by the rule's id. */
declare const RULE_PAGES: Readonly<Record<string, string>>;
