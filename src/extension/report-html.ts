/** The empty page that `src/webview/` fills. The Report reaches it by message only. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { rulePagesElementId } from '../model/page.ts';
import { rulePagesOfText } from '../model/rule-pages.ts';
import { jsonForScript } from '../report/render-html.ts';

export function reportHtml(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const source = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Leanscope</title>
    <link rel="stylesheet" href="${source('page.css')}">
  </head>
  <body>
    <div id="root"></div>
    <script type="application/json" id="${rulePagesElementId}">${rulePages(dist)}</script>
    <script nonce="${nonce}" src="${source('page.js')}"></script>
  </body>
</html>`;
}

/** They are few and on the machine that the extension runs on; the page's HTML cannot wait for them. */
function rulePages(dist: vscode.Uri): string {
  return jsonForScript(rulePagesOfText(readFileSync(vscode.Uri.joinPath(dist, 'rule-pages.json').fsPath, 'utf8')));
}
