export const LITERAL = "correct-horse-7";
export const URL = `mysql://hrms:${LITERAL}@db.internal:3306/hrmodel`;
