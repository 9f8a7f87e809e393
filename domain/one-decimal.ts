/** As figures are said and compared: to a tenth. */
export const oneDecimal = (value: number): number => Math.round(value * 10) / 10;
