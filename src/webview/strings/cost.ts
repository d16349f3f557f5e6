/** Words of the cost tab. `{0}`, `{1}` … stand for values. */

export const en = {
  costCaption: 'The same code on other instance types',
  instanceType: 'Instance type',
  price: 'Price',
  asOf: 'Price as of, from',
  range: 'Range',
  instances: 'Instances',
  basis: 'basis of the dollars above',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  costCaption: 'Le même code sur d’autres types d’instance',
  instanceType: 'Type d’instance',
  price: 'Prix',
  asOf: 'Prix au, selon',
  range: 'Fourchette',
  instances: 'Instances',
  basis: 'base des dollars ci-dessus',
};
