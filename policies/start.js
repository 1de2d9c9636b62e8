// Starts index.ts without a type check, which `npm run check` does once and not at every preview: Pulumi's own way of
// loading TypeScript takes a second more each time.
require("tsx/cjs");
require("./index.ts");
