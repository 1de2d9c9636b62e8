/** What somebody meant who typed something similar. */
import { distance } from "fastest-levenshtein";

/** A word without what people write differently: case, hyphens and underscores. */
export const plain = (word: string): string => word.toLowerCase().replace(/[_\s-]/g, "");

/**
 * The candidate that `word` is probably a misspelling of. A third of its letters can differ, three at most; undefined
 * if no candidate is that near, or if two are equally near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
    const limit = Math.min(3, Math.ceil(plain(word).length / 3));
    const gaps = candidates.map((candidate) => distance(plain(word), plain(candidate)));
    const least = Math.min(...gaps);
    const found = candidates.filter((_, index) => gaps[index] === least);
    return least <= limit && found.length === 1 ? found[0] : undefined;
}
