/** Starts the report page in whatever holds it: an editor's webview or a file on disk. */
import { render } from 'preact';
import { App } from './app.tsx';
import { connectHost } from './host.ts';
import './page.css';

const root = document.getElementById('root');
if (root !== null) render(<App host={connectHost()} />, root);
