import { products } from './catalogue.ts';
import { randomFrom } from './random.ts';

interface WarehouseRow {
  readonly sku: string;
  readonly quantity: number;
}

type StockIndex = Readonly<Record<string, number>>;

const random = randomFrom(99);
const warehouse: readonly WarehouseRow[] = products
  .slice(0, 200)
  .map(({ sku }) => ({ sku, quantity: 100 + Math.floor(random() * 400) }));

export function inStock(sku: string): number {
  return warehouse.reduce<StockIndex>(withStockOf, {})[sku] ?? 0;
}

function withStockOf(index: StockIndex, row: WarehouseRow): StockIndex {
  return { ...index, [row.sku]: row.quantity };
}
