/**
 * The API frame's document: one script that finds everything else. It knows no person and no launch; the player page hands
 * those over by message.
 */
export function framePage(script: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Course</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="${script}" defer></script>
</head>
<body></body>
</html>
`;
}
