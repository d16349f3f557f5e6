/** The bundler turns an imported style sheet into dist/page.css; to TypeScript it is a side effect. */
declare module '*.css';
