/** Passwords and stems that every guessing list holds, lower case; digits and signs behind a stem do not save it. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password passwordpassword passw0rdpassw0rd mypassword mypasswordis newpassword adminpassword administrator
  welcomewelcome welcome letmeinletmein letmein letmeinplease qwerty qwertyuiop qwertyuiopas qwertyuiopasdf
  qwertyuiopasdfghjkl qwertyqwerty qwertzuiop asdfghjkl asdfghjklqwe zxcvbnm zxcvbnmasdfghjkl qazwsxedc qazwsxedcrfv
  qazwsxedcrfvtgb abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz abcabcabcabc iloveyou iloveyouforever
  iloveyousomuch ilovemyfamily ilovemykids monkeymonkey dragondragon football footballfootball baseball
  baseballbaseball basketball superman supermansuperman batmanbatman sunshine sunshinesunshine princess
  princessprincess trustno trustnoone whatever whateverwhatever starwarsstarwars changeme changemechangeme
  changemeplease changethispassword temporarypassword temppassword defaultpassword secretsecret supersecret
  supersecretpassword correcthorsebatterystaple computer computercomputer internet internetinternet
  schoolschool policepolice policeofficer policedepartment sheriffsheriff sheriffdepartment sheriffoffice
  schoolresourceofficer resourceofficer deputysheriff schoolbeat schoolbeatschoolbeat trainingtraining
  thinblueline backtheblue protectandserve lawenforcement godblessamerica americaamerica jesuschrist
  springspring summersummer autumnautumn winterwinter mondaymonday
  1234567890 123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678901
  0123456789012 123456123456 123456789123 123456789123456789 121212121212 111222333444 112233445566 123123123123
  987654321098 098765432109 0987654321098 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6
  qwerty123456 qwerty1234567 password1234 password12345 password123456 123456password 1234567890qwerty
  123456qwerty abc123abc123 abcd1234abcd a1b2c3d4e5f6 abcdef123456 abcd12345678 zaq12wsxcde3 p@ssword1234 p@ssw0rd1234
  passw0rd1234 passw0rd12345 letmein12345 admin1234567 admin12345678`.split(/\s+/),
);
