/** Licences of packages, as a CycloneDX document names them. */
import { z } from "zod";

const LICENCE = z.object({
    expression: z.string().optional(),
    license: z.object({ id: z.string().optional(), name: z.string().optional() }).optional(),
});
const COMPONENT = z.object({
    name: z.string(),
    version: z.string().optional(),
    licenses: z.array(LICENCE).optional(),
});
const SBOM = z.object({ components: z.array(COMPONENT).default([]) });

/** The packages of a CycloneDX document, each with its version and licences. */
export const licences = (sbom: string): string[] =>
    SBOM.parse(JSON.parse(sbom))
        .components.map(({ name, version = "", licenses = [] }) => {
            const named = licenses.flatMap(licenceName);
            return `${name} ${version}: ${[...new Set(named)].join(", ") || "no licence named"}`;
        })
        .sort();

/** Some packages have the whole text as a name. */
function licenceName({ expression, license }: z.infer<typeof LICENCE>): string[] {
    const text = expression ?? license?.id ?? license?.name?.replace(/^License :: (OSI Approved :: )?/, "");
    return text === undefined ? [] : [text.split("\n", 1)[0] ?? ""];
}
