/** Amounts and quantities as people read them. */

const CENTS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const QUANTITY = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const PRICE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 5 });

/** US dollars, with cents. */
export const usd = (amount: number): string => CENTS.format(Math.abs(amount) < 0.005 ? 0 : amount);

/** With its sign, for differences. */
export const difference = (amount: number): string => (amount > 0.005 ? `+${usd(amount)}` : usd(amount));

export const quantity = (amount: number): string => QUANTITY.format(amount);

export const price = (amount: number): string => PRICE.format(amount);
