/** Long lists are for the record. */
const MOST = 8;

/** The lines of a step that a person sees; the record has all of them. */
export const shownNotes = (notes: readonly string[]): readonly string[] =>
    notes.length <= MOST
        ? notes
        : [...notes.slice(0, MOST), `and ${notes.length - MOST} more lines in the record`];
