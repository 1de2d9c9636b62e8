/** The Debian packages that `fit` names, against the release that hosts run. */
import { DEBIAN_LIBRARIES, WITHOUT_DEBIAN_PACKAGE } from "../../../../../commands/fit/rules/packages";
import { tryInstalling } from "../../../../../lab/image";
import { suiteWith } from "../../../../support/suites";

const libraries = [...new Set(Object.values(DEBIAN_LIBRARIES).flatMap((names) => names.split(" ")))];
const DROPPED = "wkhtmltopdf";

/** Packages that apt does not find. */
const missing = (names: readonly string[], architecture: "amd64" | "arm64"): string[] => {
    try {
        tryInstalling(names, architecture);
        return [];
    } catch (error) {
        const said = [
            ...String(error).matchAll(
                /^E: (?:Unable to locate package (\S+)|Package '(\S+)' has no installation candidate)$/gm,
            ),
        ];
        if (said.length === 0) throw error;
        return said.map(([, unknown, obsolete]) => unknown ?? obsolete ?? "");
    }
};

suiteWith({ mmdebstrap: "mmdebstrap" }, "Debian 13", () => {
    test("has every library that fit tells people to add", () => {
        expect(libraries.length).toBeGreaterThan(15);
        expect(missing(libraries, "arm64")).toEqual([]);
    });

    test("has them on the other architecture too, and does not have what fit says it lacks", () => {
        expect(WITHOUT_DEBIAN_PACKAGE).toHaveProperty(DROPPED);
        expect(missing([...libraries, DROPPED], "amd64")).toEqual([DROPPED]);
    });
});
