/** Stands in for a module of Pulumi's SDK that no suite uses: see resolver.js. It fails when it is used. */
module.exports = new Proxy(
    { __esModule: true },
    {
        get: (target, key) => {
            if (key in target) return target[key];
            throw new Error(
                `Tests leave this part of Pulumi's SDK out (test/support/jest/resolver.js): ${String(key)}`,
            );
        },
    },
);
