/**
 * A small line drawing for each kind of service, on a grid of 24 by 24. They are our own: AWS's architecture icons may
 * be used in drawings, but npm's packages of them (aws-icons, aws-svg-icons) put an MIT or ISC licence on files that
 * Amazon owns, and AWS publishes them under CC BY-ND 2.0 (awslabs/aws-icons-for-plantuml), which Apache-2.0 cannot
 * pass on. No package of them has AWS's own terms.
 */
export const GLYPHS = {
    people: "M9 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20.5a6.5 6.5 0 0 1 13 0ZM16 10a3 3 0 1 0-1-5.8M18 20.5h3.5a5.5 5.5 0 0 0-5-5.5",
    mailbox: "M3 5.5h18v13H3ZM3 6l9 7 9-7",
    bell: "M6 16.5v-6a6 6 0 0 1 12 0v6l2 2H4ZM10 21h4M12 2.5v2",
    names: "M12 3.5v17M5 5.5h11l3 2.5-3 2.5H5ZM19 13H8l-3 2.5L8 18h11Z",
    globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
    shield: "M12 3 4.5 6v5.5c0 4.5 3 7.5 7.5 9.5 4.5-2 7.5-5 7.5-9.5V6ZM8.5 12l2.5 2.5 4.5-5",
    split: "M3 12h7M10 12l8-7M10 12h9M10 12l8 7M15 4.5l3.5.2-.5 3.4M17 10l2.5 2-2.5 2M18 15.9l.5 3.4-3.5.2",
    exit: "M13 4H4v16h9M9 12h12M17 8l4 4-4 4",
    server: "M3.5 4h17v7h-17ZM3.5 13h17v7h-17ZM7 7.5h.5M7 16.5h.5M11 7.5h6M11 16.5h6",
    gears: "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
    database: "M4.5 6c0-4 15-4 15 0v12c0 4-15 4-15 0ZM4.5 6c0 4 15 4 15 0M4.5 12c0 4 15 4 15 0",
    flash: "M13.5 2.5 5 13.5h6l-1 8 9-11.5h-6.5Z",
    bucket: "M4 5.5c0-3 16-3 16 0L18 19c0 2.5-12 2.5-12 0ZM4 5.5c0 3 16 3 16 0",
    vault: "M3.5 4h17v15h-17ZM12 8.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6ZM12 8.2V6M12 17v-2.2M8.7 11.5H6.5M17.5 11.5h-2.2M6 19v2M18 19v2",
    copy: "M8 8h12.5v12.5H8ZM4 16H3.5V3.5H16V4",
    chart: "M3.5 3.5v17h17M7 16l4-5 3.5 3L20 7",
    key: "M8 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM12.5 12H21v4M17 12v3",
    radar: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.2 15.2l5.3 5.3M8 10.5h5M10.5 8v5",
    wrench: "M14 5a5 5 0 0 1 5-1.5L16 6.5l1.5 1.5 3-3A5 5 0 0 1 14 11l-8.5 9.5-2-2L13 10a5 5 0 0 1 1-5Z",
} as const;

export type Glyph = keyof typeof GLYPHS;
