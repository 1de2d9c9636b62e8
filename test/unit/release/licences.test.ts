import { licences } from "../../../release/licences";

test("licences are named by identifier, expression or text", () => {
    const component = (name: string, licenses?: object[]) => ({ name, version: "1", licenses });
    const components = [
        component("b", [
            { license: { id: "MIT" } },
            { license: { name: "License :: OSI Approved :: MIT License" } },
        ]),
        component("a", [{ expression: "Apache-2.0 OR BSD-3-Clause" }]),
        component("c"),
    ];
    expect(licences(JSON.stringify({ components }))).toEqual([
        "a 1: Apache-2.0 OR BSD-3-Clause",
        "b 1: MIT, MIT License",
        "c 1: no licence named",
    ]);
});
