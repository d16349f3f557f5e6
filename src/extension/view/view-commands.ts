/** Sort, filter, and open what a row stands for. */
import * as vscode from 'vscode';
import { openSource } from '../open-source.ts';
import type { Place } from './row.ts';
import { orders, type Order, type ViewOrder } from './view-order.ts';

export function registerViewCommands(order: ViewOrder, log: vscode.LogOutputChannel): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('leanscope.openPlace', ({ folder, ...place }: Place) => openSource(folder, place, log)),
    registerCommand('leanscope.sortView', () => pickOrder(order)),
    registerCommand('leanscope.filterView', () => askForFilter(order)),
    registerCommand('leanscope.clearFilter', () => {
      order.change({ filter: '' });
    }),
    registerCommand('leanscope.showLibraries', () => {
      order.change({ libraries: true });
    }),
    registerCommand('leanscope.hideLibraries', () => {
      order.change({ libraries: false });
    }),
  );
}

/** What the lists are sorted by, and what they are narrowed to. */
export function orderText({ order, filter }: ViewOrder): string {
  const words = orderWords(order);
  return filter === '' ? words : `${words} · “${filter}”`;
}

function orderWords(order: Order): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Order, string>> = {
    cpu: t('by CPU'),
    memory: t('by memory allocated'),
    cost: t('by cost'),
    name: t('by name'),
  };
  return words[order];
}

async function pickOrder(order: ViewOrder): Promise<void> {
  const items = orders.map((name) => ({
    name,
    label: orderWords(name),
    ...(name === order.order ? { description: vscode.l10n.t('now') } : {}),
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Sort functions and routes') });
  if (picked !== undefined) order.change({ order: picked.name });
}

async function askForFilter(order: ViewOrder): Promise<void> {
  const filter = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter functions, routes and findings'),
    prompt: vscode.l10n.t('Part of a name, a file or a package. Nothing shows everything.'),
    value: order.filter,
  });
  if (filter !== undefined) order.change({ filter: filter.trim() });
}
