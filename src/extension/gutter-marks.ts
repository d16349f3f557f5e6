/** Marks beside line numbers. Shapes tell them apart, so that nobody needs the colours. */
import * as vscode from 'vscode';

type Theme = 'light' | 'dark';

const cpuColours: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#d9a520', '#d97a0c', '#d2571b', '#b81f1f'],
  dark: ['#b8932f', '#c9781a', '#dd6428', '#f0483e'],
};
const memoryColour: Readonly<Record<Theme, string>> = { light: '#6a3fb5', dark: '#b48cff' };
const fadedColour: Readonly<Record<Theme, string>> = { light: '#767676', dark: '#8c8c8c' };

/** One to four steps high, like the signal of a telephone. */
export function cpuMark(level: number, theme: Theme): vscode.Uri {
  const colour = cpuColours[theme][level - 1] ?? '';
  const steps = [1, 2, 3, 4].map((step) => {
    const place = `x="${step * 3}" y="${14 - step * 3}" width="2" height="${step * 3}"`;
    return `<rect ${place} fill="${colour}" fill-opacity="${step <= level ? 1 : 0.25}"/>`;
  });
  return svg(steps.join(''));
}

export function memoryMark(theme: Theme): vscode.Uri {
  return svg(`<path d="M8 3 L13 8 L8 13 L3 8 Z" fill="${memoryColour[theme]}"/>`);
}

export function outlineMark(theme: Theme): vscode.Uri {
  return svg(`<circle cx="8" cy="8" r="4" fill="none" stroke="${fadedColour[theme]}" stroke-dasharray="2 2"/>`);
}

function svg(content: string): vscode.Uri {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${content}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`);
}
