"""A note's text is read as a reference whose fields are spans of the note."""

import datetime
import re
from dataclasses import fields

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.language.detection import guess_language
from qa.references import parse_reference
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

# A title, the note, and every field that it must give; a field that is not named must be empty.
GOLDEN = """
== report note 1
Joe Daniels, Ecuador’s president declares war with drug gangs as prison guards held hostage, Financial Times, 10\N{NO-BREAK SPACE}January 2024.\N{NO-BREAK SPACE}
kind: news-article | language: en | authors: Joe Daniels | title: Ecuador’s president declares war with drug gangs as prison guards held hostage | publisher: Financial Times | container: Financial Times | issued_iso: 2024-01-10
== report note 2
7.878 crímenes en 2023, solo 584 resueltos: ¿Qué está pasando en Ecuador?, Eluniverso, 2\N{NO-BREAK SPACE}January 2024.\N{NO-BREAK SPACE}
kind: news-article | language: es | title: 7.878 crímenes en 2023, solo 584 resueltos: ¿Qué está pasando en Ecuador? | publisher: Eluniverso | container: Eluniverso | issued_iso: 2024-01-02
== report note 3
Global Initiative Against Transnational Organized Crime (GI-TOC), Faces of Assassination: Fernando Villavicenio, 2023.\N{NO-BREAK SPACE}
kind: report | language: en | authors: Global Initiative Against Transnational Organized Crime (GI-TOC) | title: Faces of Assassination: Fernando Villavicenio | publisher: Global Initiative Against Transnational Organized Crime (GI-TOC) | issued_iso: 2023
== report note 4
Observatory of Illicit Economies in South Eastern Europe, Western Balkans criminal groups are contributing to drug-related violence in Ecuador, Risk Bulletin, Issue 14, GI-TOC, February 2023.\N{NO-BREAK SPACE}
kind: report | language: en | authors: Observatory of Illicit Economies in South Eastern Europe | title: Western Balkans criminal groups are contributing to drug-related violence in Ecuador | publisher: GI-TOC | container: Risk Bulletin | number: Issue 14 | issued_iso: 2023-02
== report note 5
Interview with a crime investigator in Albania, Tirana, February 2024.\N{NO-BREAK SPACE}
kind: interview | issued_iso: 2024-02 | interviewee: a crime investigator in Albania | place: Tirana
== report note 6
Europol, Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain, 16\N{NO-BREAK SPACE}February 2024.\N{NO-BREAK SPACE}
kind: press-release | language: en | authors: Europol | title: Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain | publisher: Europol | issued_iso: 2024-02-16
== report note 7
Felipe Botero, Organized crime declares war: The road to chaos in Ecuador, GI-TOC, February 2024.\N{NO-BREAK SPACE}
kind: report | language: en | authors: Felipe Botero | title: Organized crime declares war: The road to chaos in Ecuador | publisher: GI-TOC | issued_iso: 2024-02
== report note 8
Interview with Quito-based investigative journalist, February 2024, online.\N{NO-BREAK SPACE}
kind: interview | issued_iso: 2024-02 | interviewee: Quito-based investigative journalist | medium: online
== report note 9
Ecuador Police, Impedimos que vía marítima llegue a Finlandia, 1 tonelada 127 kilos de cocaína, Twitter/X, 12\N{NO-BREAK SPACE}February 2024.\N{NO-BREAK SPACE}
kind: social-post | language: es | authors: Ecuador Police | title: Impedimos que vía marítima llegue a Finlandia, 1 tonelada 127 kilos de cocaína | publisher: Twitter/X | container: Twitter/X | issued_iso: 2024-02-12
== report note 10
Interview with a person familiar with how organized Albanian criminals operate in Ecuador, Tirana, April 2024.\N{NO-BREAK SPACE}
kind: interview | issued_iso: 2024-04 | interviewee: a person familiar with how organized Albanian criminals operate in Ecuador | place: Tirana
== report note 11
Interview with Felipe Botero Escobar, Head of the Andean regional office, GI-TOC, April 2024, online.
kind: interview | issued_iso: 2024-04 | interviewee: Felipe Botero Escobar, Head of the Andean regional office, GI-TOC | medium: online
== a body's town before the year
Larkmouth Harbour Office, Annual Survey 2022 (Larkmouth, 2023), p. 4.
kind: report | language: en | authors: Larkmouth Harbour Office | title: Annual Survey 2022 | publisher: Larkmouth Harbour Office | issued_iso: 2023 | place: Larkmouth

== a press before the year
Ana Kovač, The Quiet Harbour (Hurst, 2009), 14.
kind: book | language: en | authors: Ana Kovač | title: The Quiet Harbour | publisher: Hurst | issued_iso: 2009

== paper of a commission
Harbour Commission, Reforming Salvage (Law Com No 313, 2008) paras 3.12–3.17.
kind: report | language: en | authors: Harbour Commission | title: Reforming Salvage | number: Law Com No 313 | issued_iso: 2008

== a body's numbered report, American
U.S. Gov’t Harbour Off., HAO-19-347, Ferry Safety: Guards Should Inspect More Often 12 (2019).
kind: report | language: en | authors: U.S. Gov’t Harbour Off. | title: Ferry Safety: Guards Should Inspect More Often | number: HAO-19-347 | issued_iso: 2019

== newspaper, American
Ana Kovač, Judges Limit Searches of Ships, LARKMOUTH TIMES, May 3, 2010, at A1.
kind: news-article | language: en | authors: Ana Kovač | title: Judges Limit Searches of Ships | publisher: LARKMOUTH TIMES | container: LARKMOUTH TIMES | issued_iso: 2010-05-03

== book in capitals, American
ANA B. KOVAČ, THE LAW OF QUIET HARBOURS 25 (9th ed. 2014).
kind: book | language: en | authors: ANA B. KOVAČ | title: THE LAW OF QUIET HARBOURS | issued_iso: 2014

== journal by its letters, German
Kovač, AcP 200 (2000), 273, 276 ff.
kind: journal-article | language: de | authors: Kovač | container: AcP | number: 200 | issued_iso: 2000

== book with town and year, German
Ana Kovač, Das Schweigen der Häfen. Die Küste nach 1945, München 2011, S. 87 f.
kind: book | language: de | authors: Ana Kovač | title: Das Schweigen der Häfen. Die Küste nach 1945 | issued_iso: 2011 | place: München

== Spanish court whose year stands in the number
STS 345/2016, de 20 de mayo (Sala de lo Civil).
kind: court-case | language: es | authors: STS | title: STS 345/2016 | number: 345/2016 | issued_iso: 2016-05-20

== act with a chapter
Harbours (Larkmouth) Act 2014 (c 14), s 22.
kind: statute | language: en | title: Harbours (Larkmouth) Act 2014 | number: 22 | issued_iso: 2014

== Conseil d'État, with formation and party
CE, ass., 19 juillet 2017, Association des pilotes, n° 370321.
kind: court-case | language: fr | authors: CE | title: Association des pilotes | number: 370321 | issued_iso: 2017-07-19

== German book after a colon
Ana Kovač: Die Elbe als Grenze. Eine Geschichte. Göttingen: Nordtor 2006, S. 134–136.
kind: book | language: de | authors: Ana Kovač | title: Die Elbe als Grenze. Eine Geschichte | publisher: Nordtor | issued_iso: 2006 | place: Göttingen

== newspaper after the title's full stop
Kovač, A. (2021, October 4). Why the ferries stopped. The Baltic Post. https://post.example.com/ferries
kind: news-article | language: en | authors: Kovač, A. | title: Why the ferries stopped | container: The Baltic Post | issued_iso: 2021-10-04 | url: https://post.example.com/ferries

== case with a number, Court of Human Rights
Kovač v Lowland (No 2), App no 74025/01 (ECtHR, 6 October 2005), para 62.
kind: court-case | language: en | title: Kovač v Lowland (No 2) | number: App no 74025/01 | issued_iso: 2005-10-06

== directive with its subject
Directive 2011/83/EU on the rights of sailors [2011] OJ L304/64.
kind: statute | language: en | title: Directive 2011/83/EU on the rights of sailors | number: Directive 2011/83/EU | issued_iso: 2011

== book with place and publisher
Ana Kovač, The Quiet Harbour: Smuggling on the Adriatic (London: Northgate Press, 2009), 112–14.
kind: book | language: en | authors: Ana Kovač | title: The Quiet Harbour: Smuggling on the Adriatic | publisher: Northgate Press | issued_iso: 2009 | place: London
== news article, quoted, with link and day of access
John Smith, ‘Port strike enters third week’, The Guardian, 3 May 2021, https://www.example.com/port-strike, accessed 5 May 2021.
kind: news-article | language: en | authors: John Smith | title: Port strike enters third week | publisher: The Guardian | container: The Guardian | issued_iso: 2021-05-03 | url: https://www.example.com/port-strike
== report whose title has commas and a colon
UNODC, Global Report on Cocaine 2023: Local Dynamics, Global Challenges, Vienna, March 2023, p. 14.
kind: report | language: en | authors: UNODC | title: Global Report on Cocaine 2023: Local Dynamics, Global Challenges | publisher: UNODC | issued_iso: 2023-03 | place: Vienna
== title that opens with a quotation
Human Rights Watch, “They Took Everything”: Forced Evictions on the Coast, March 3, 2019, https://www.example.org/report/they-took.
kind: report | language: en | authors: Human Rights Watch | title: “They Took Everything”: Forced Evictions on the Coast | publisher: Human Rights Watch | issued_iso: 2019-03-03 | url: https://www.example.org/report/they-took
== journal article, Chicago
Mary Jones and Peter Brown, “Ports and Power,” Journal of Illicit Economies 3, no. 2 (2021): 45–67, https://doi.org/10.1234/jied.5678.
kind: journal-article | language: en | authors: Mary Jones | authors: Peter Brown | title: Ports and Power | container: Journal of Illicit Economies | number: 3, no. 2 | issued_iso: 2021 | url: https://doi.org/10.1234/jied.5678 | doi: 10.1234/jied.5678
== journal article, APA
Okafor, C., & Lindqvist, B. (2018). Fishing for trouble: Vessel monitoring in West Africa. Marine Policy, 92(4), 101–115.
kind: journal-article | language: en | authors: Okafor, C. | authors: Lindqvist, B. | title: Fishing for trouble: Vessel monitoring in West Africa | container: Marine Policy | number: 92(4) | issued_iso: 2018
== court case, American
See Alder v. Board of Harbors, 347 U.S. 483, 495 (1954).
kind: court-case | language: en | title: Alder v. Board of Harbors | container: U.S. | number: 347 | issued_iso: 1954
== court case, British
R (Harbour Trust) v Secretary of State [2017] UKSC 5.
kind: court-case | language: en | title: R (Harbour Trust) v Secretary of State | container: UKSC | number: 5 | issued_iso: 2017
== court case that prose leads up to
The state argues that counsel "never raised it" and thus waived the point. Pike v. Town of Lowmarsh, 719 A.2d 949, 953 (D.C.1997).
kind: court-case | language: en | title: Pike v. Town of Lowmarsh | container: A.2d | number: 719 | issued_iso: 1997
== court case dated to the day
Pike v. Lowmarsh, 12 F. Supp. 3d 44 (S.D.N.Y. Mar. 3, 2014).
kind: court-case | language: en | title: Pike v. Lowmarsh | container: F. Supp. 3d | number: 12 | issued_iso: 2014-03-03
== person with a handle
Ana Kovač (@anakovac), Ya tenemos 1 000 barcos, X, 1 April 2022.
kind: social-post | language: es | authors: Ana Kovač | title: Ya tenemos 1 000 barcos | publisher: X | container: X | issued_iso: 2022-04-01
== statute by section
18 U.S.C. § 1001(a).
kind: statute | title: 18 U.S.C. § 1001(a) | container: 18 U.S.C. | number: 1001(a)
== act with its code
Clinger Cohen Act of 1996. 40 U.S.C. §§ 11301-11303.
kind: statute | language: en | title: Clinger Cohen Act of 1996 | container: 40 U.S.C. | number: 11301-11303 | issued_iso: 1996
== back reference
Ibid., p. 12.
kind: other
== internal reference
See note 4 above.
kind: other
== telephone interview
Telephone interview with a customs officer, Guayaquil, 3 March 2022.
kind: interview | issued_iso: 2022-03-03 | interviewee: a customs officer | place: Guayaquil | medium: Telephone
== author's interview
Author’s interview with senior port official, name withheld, Piraeus, 14 June 2019.
kind: interview | issued_iso: 2019-06-14 | interviewee: senior port official, name withheld | place: Piraeus
== correspondence
Email correspondence with Maria Lopez, 12 May 2020.
kind: interview | issued_iso: 2020-05-12 | interviewee: Maria Lopez | medium: Email
== interview by phone
Interview by phone with two coastguard officers, May 2023.
kind: interview | issued_iso: 2023-05 | interviewee: two coastguard officers | medium: by phone
== conversation, Chicago
Jane Doe (port worker), in discussion with the author, September 2019.
kind: interview | issued_iso: 2019-09 | interviewee: Jane Doe (port worker)
== the first of two interviews
Interview with police officer, Skopje, 4 May 2022; interview with prosecutor, Skopje, 5 May 2022.
kind: interview | issued_iso: 2022-05-04 | interviewee: police officer | place: Skopje
== social post by handle
@HarbourWatch, “Operation concluded in five ports”, Twitter, 8 March 2021, https://twitter.com/HarbourWatch/status/123.
kind: social-post | language: en | authors: @HarbourWatch | title: Operation concluded in five ports | publisher: Twitter | container: Twitter | issued_iso: 2021-03-08 | url: https://twitter.com/HarbourWatch/status/123
== social post without a title
Ministry of Interior of Ecuador, X (formerly Twitter), 3 April 2024.
kind: social-post | authors: Ministry of Interior of Ecuador | publisher: X (formerly Twitter) | container: X (formerly Twitter) | issued_iso: 2024-04-03
== news article, Wikipedia
Smith, Jane (12 March 2020). "Port of Example reopens". BBC News. Retrieved 14 March 2020.
kind: news-article | language: en | authors: Smith, Jane | title: Port of Example reopens | publisher: BBC News | container: BBC News | issued_iso: 2020-03-12
== press release
U.S. Department of Justice, ‘Two men sentenced for wire fraud’, press release, 9 July 2020, https://www.justice.gov/example.
kind: press-release | language: en | authors: U.S. Department of Justice | title: Two men sentenced for wire fraud | publisher: U.S. Department of Justice | issued_iso: 2020-07-09 | url: https://www.justice.gov/example
== press release in Spanish
Policía Nacional de España, Detenidas 20 personas por tráfico de drogas, Comunicado de prensa, 12 de enero de 2023.
kind: press-release | language: es | authors: Policía Nacional de España | title: Detenidas 20 personas por tráfico de drogas | publisher: Policía Nacional de España | issued_iso: 2023-01-12
== dataset
World Bank, World Development Indicators [dataset], 2022, https://data.example.org.
kind: dataset | language: en | authors: World Bank | title: World Development Indicators | publisher: World Bank | issued_iso: 2022 | url: https://data.example.org
== news article in German
Anna Müller, ‘Die Häfen sind nicht sicher’, Der Spiegel, 14. Februar 2021.
kind: news-article | language: de | authors: Anna Müller | title: Die Häfen sind nicht sicher | publisher: Der Spiegel | container: Der Spiegel | issued_iso: 2021-02-14
== news article in French
Paul Martin, « Le port et la ville », Le Monde, 2 mars 2020.
kind: news-article | language: fr | authors: Paul Martin | title: Le port et la ville | publisher: Le Monde | container: Le Monde | issued_iso: 2020-03-02
== chapter of an edited book
Laura Vega, ‘Guns on the Danube’, in Peter Horn (ed.), Arms in Transition, Oxford: Riverside University Press, 2015, pp. 33–50.
kind: book | language: en | authors: Laura Vega | title: Guns on the Danube | publisher: Riverside University Press | container: Arms in Transition | issued_iso: 2015 | place: Oxford
== web page
Code for Harbours, About the project, https://example.org/about (accessed 3 May 2021).
kind: web-page | language: en | authors: Code for Harbours | title: About the project | publisher: Code for Harbours | url: https://example.org/about
== news agency
Reuters, Ecuador declares curfew in coastal cities, 5 January 2024.
kind: news-article | language: en | authors: Reuters | title: Ecuador declares curfew in coastal cities | publisher: Reuters | issued_iso: 2024-01-05
== working paper, Harvard
Vines, A. and Ito, K. (2020), Ports at Risk, Research Paper, London: Royal Institute of International Affairs, https://www.example.org/ports.
kind: report | language: en | authors: Vines, A. | authors: Ito, K. | title: Ports at Risk | publisher: Royal Institute of International Affairs | issued_iso: 2020 | place: London | url: https://www.example.org/ports
== memorandum, title first
M-99-12: Improving the Management of Common Harbours: Moorings. Office of Mgmt. & Budget, Exec. Office of the President, June 2, 2016. https://www.example.gov/m-99-12_1.pdf.
kind: report | language: en | title: M-99-12: Improving the Management of Common Harbours: Moorings | publisher: Office of Mgmt. & Budget, Exec. Office of the President | issued_iso: 2016-06-02 | url: https://www.example.gov/m-99-12_1.pdf
== series report
International Crisis Group, “Shore to Shore: Crime and Fishing on the Lagoon Coast”, Latin America Report No. 83, 13 November 2020.
kind: report | language: en | authors: International Crisis Group | title: Shore to Shore: Crime and Fishing on the Lagoon Coast | container: Latin America Report | number: No. 83 | issued_iso: 2020-11-13
== comment about statutes
All references to the Wisconsin Statutes are to the 2005-06 version unless otherwise noted.
kind: other
== comment with a date
In total, there were 301 union certification elections in November 2015, involving nearly 60,000 municipal employees.
kind: other
== comment with a link
The board’s harbour policy is described at http://www.example.org/policy/ and can be accessed at https://example.com/policy/.
kind: web-page | url: http://www.example.org/policy/
== book whose title has commas
Ana Kovač and Peter Brown, Harbour, Refuge, Ports, London: Northgate, 2016.
kind: book | language: en | authors: Ana Kovač | authors: Peter Brown | title: Harbour, Refuge, Ports | publisher: Northgate | issued_iso: 2016 | place: London
== law review, American
Ana B. Kovač, On Harbours, 85 Harv. L. Rev. 1201, 1205 (2009).
kind: journal-article | language: en | authors: Ana B. Kovač | title: On Harbours | container: Harv. L. Rev | number: 85 | issued_iso: 2009
== law review, British
Peter Brown, ‘Harbours and the Sea’ (1996) 106 Economic Journal 1386.
kind: journal-article | language: en | authors: Peter Brown | title: Harbours and the Sea | container: Economic Journal | number: 106 | issued_iso: 1996
== resolution of the United Nations
United Nations General Assembly, Saving our harbours: The 2040 Agenda, A/RES/90/1, 25 September 2035.
kind: statute | language: en | authors: United Nations General Assembly | title: Saving our harbours: The 2040 Agenda | number: A/RES/90/1 | issued_iso: 2035-09-25
== report of the United Nations
UN Security Council, Report of the Panel of Experts on Harbours, S/2022/595, 3 August 2022, para. 45.
kind: report | language: en | authors: UN Security Council | title: Report of the Panel of Experts on Harbours | publisher: UN Security Council | number: S/2022/595 | issued_iso: 2022-08-03
== communication of the European Commission
European Commission, Communication on a Harbour Strategy, COM(2020) 606 final, 24 July 2020.
kind: report | language: en | authors: European Commission | title: Communication on a Harbour Strategy | publisher: European Commission | number: COM(2020) 606 final | issued_iso: 2020-07-24
== act, British
Harbour Rights Act 1998, s 6.
kind: statute | language: en | title: Harbour Rights Act 1998 | number: 6 | issued_iso: 1998
== law in Spanish
Ley Orgánica de Puertos, Ley No. 67, Registro Oficial, 22 December 2006.
kind: statute | language: es | title: Ley Orgánica de Puertos | number: Ley No. 67 | issued_iso: 2006-12-22
== executive order, named
Executive Order 14028, “Improving the Nation’s Cybersecurity,” May 12, 2021.
kind: statute | language: en | title: Improving the Nation’s Cybersecurity | number: 14028 | issued_iso: 2021-05-12
== rule of procedure
Fed. R. Civ. P. 12(b)(6).
kind: statute | title: Fed. R. Civ. P. 12(b)(6) | number: 12(b)(6)
== edition of a code
17 C.F.R. § 240.10b-5 (2020).
kind: statute | title: 17 C.F.R. § 240.10b-5 | container: 17 C.F.R. | number: 240.10b-5 | issued_iso: 2020
== circuit with its number
United States v. Garcia, 413 F.3d 201, 208-09 (2d Cir. 2005) (per curiam).
kind: court-case | language: en | title: United States v. Garcia | container: F.3d | number: 413 | issued_iso: 2005
== case in short
Obergefell, 576 U.S. at 652.
kind: court-case | language: en | title: Obergefell | container: U.S. | number: 576
== Court of Justice, by ECLI
Case C-131/12, Google Spain SL v Agencia Española de Protección de Datos, ECLI:EU:C:2014:317, para. 33.
kind: court-case | language: en | title: Google Spain SL v Agencia Española de Protección de Datos | number: C-131/12 | issued_iso: 2014
== Court of Human Rights
Big Harbour and Others v. Lowland [GC], nos. 58170/13 and 24960/15, 25 May 2021.
kind: court-case | language: en | title: Big Harbour and Others v. Lowland | number: 58170/13 and 24960/15 | issued_iso: 2021-05-25
== German court
Vgl. BVerfG, Urteil vom 15.12.1983 – 1 BvR 209/83, BVerfGE 65, 1.
kind: court-case | language: de | authors: BVerfG | title: Urteil vom 15.12.1983 – 1 BvR 209/83 | number: 1 BvR 209/83 | issued_iso: 1983-12-15
== French court
Cass. crim., 14 janv. 2014, n° 13-84.909.
kind: court-case | language: fr | authors: Cass. crim. | title: Cass. crim., 14 janv. 2014, n° 13-84.909 | number: 13-84.909 | issued_iso: 2014-01-14
== paragraph of a German code
§ 263 Abs. 1 StGB.
kind: statute | language: de | title: § 263 Abs. 1 StGB | container: StGB | number: § 263 Abs. 1
== committee report
S. Rept. 114-391, at 4 (2016).
kind: report | title: S. Rept. 114-391 | number: 114-391 | issued_iso: 2016
== numbered report by a person
CRS Report RL32048, Iran: Politics, Human Rights, and U.S. Policy, by Kenneth Katzman.
kind: report | language: en | authors: Kenneth Katzman | title: Iran: Politics, Human Rights, and U.S. Policy | publisher: CRS | number: Report RL32048
== surname and title
Moss, The Intent to Live, p. 44.
kind: book | language: en | authors: Moss | title: The Intent to Live
== German bibliography
Benjamin, Walter: Der Erzähler und die Stadt. Frankfurt am Main: Suhrkamp 1982, S. 574.
kind: book | language: de | authors: Benjamin, Walter | title: Der Erzähler und die Stadt | publisher: Suhrkamp | issued_iso: 1982 | place: Frankfurt am Main
== author and year
Holm 2007, p. 398.
kind: other | authors: Holm | issued_iso: 2007
== body whose name begins with initials
U.S. Energy Information Administration, “The Strait of Hormuz is a chokepoint,” Today in Energy, November 21, 2023.
kind: report | language: en | authors: U.S. Energy Information Administration | title: The Strait of Hormuz is a chokepoint | publisher: Today in Energy | issued_iso: 2023-11-21
== day of access in square brackets
Jane Jones, ‘Ports wait’, The Guardian, 25 September 2022, https://www.example.com/ports [14.11.2022].
kind: news-article | language: en | authors: Jane Jones | title: Ports wait | publisher: The Guardian | container: The Guardian | issued_iso: 2022-09-25 | url: https://www.example.com/ports
== number within a title
Sénat, Rapport d’information n° 588 sur la lutte contre le narcotrafic, 7 mai 2024.
kind: report | language: fr | authors: Sénat | title: Rapport d’information n° 588 sur la lutte contre le narcotrafic | publisher: Sénat | issued_iso: 2024-05-07
== newspaper of no known name
Kurier, Policja zatrzymała szefa gangu w Gdańsku, 14 stycznia 2023.
kind: news-article | language: pl | authors: Kurier | title: Policja zatrzymała szefa gangu w Gdańsku | publisher: Kurier | issued_iso: 2023-01-14
== court of the European Union
Case C-176/03 Commission v Council [2005] ECR I-7879.
kind: court-case | language: en | title: Case C-176/03 Commission v Council | container: ECR | number: I-7879 | issued_iso: 2005
== international court, dated to the day
Prosecutor v. Kovač, Case No. IT-94-1-A, Judgment, 15 July 1999.
kind: court-case | language: en | title: Prosecutor v. Kovač | number: Case No. IT-94-1-A | issued_iso: 1999-07-15
== dataset by its title
Harbour Conflict Data Program, Georeferenced Harbour Dataset, version 22.1, 2022.
kind: dataset | language: en | authors: Harbour Conflict Data Program | title: Georeferenced Harbour Dataset, version 22.1 | publisher: Harbour Conflict Data Program | issued_iso: 2022
== dataset by its address
World Bank, World Harbour Indicators, https://databank.example.org, accessed 4 May 2023.
kind: dataset | language: en | authors: World Bank | title: World Harbour Indicators | publisher: World Bank | url: https://databank.example.org
== broadcaster with a stroke
Radio Free Europe/Radio Liberty, Montenegro’s Harbour Clans, 3 May 2021.
kind: news-article | language: en | authors: Radio Free Europe/Radio Liberty | title: Montenegro’s Harbour Clans | publisher: Radio Free Europe/Radio Liberty | issued_iso: 2021-05-03
== bibliography with editors
Vega, L., and P. Horn. 2015. Guns on the Danube. In Arms in Transition, ed. R. Stone, 33–50. Oxford: Riverside University Press.
kind: book | language: en | authors: Vega, L. | authors: P. Horn | title: Guns on the Danube | publisher: Riverside University Press | container: Arms in Transition | issued_iso: 2015 | place: Oxford
== case named for a person in care
See In the Interest of D.F., 255 Ga.App. 153, 564 S.E.2d 767 (2002).
kind: court-case | language: en | title: In the Interest of D.F. | container: Ga.App. | number: 255 | issued_iso: 2002
== case behind a quotation
"No more was needed." Muehler v. Mena, 544 U.S. 93, 101, 125 S.Ct. 1465 (2005).
kind: court-case | language: en | title: Muehler v. Mena | container: U.S. | number: 544 | issued_iso: 2005
== statute that a sentence leads up to
Pursuant to General Statutes § 17a-515, harbours are closed at night.
kind: statute | language: en | title: General Statutes § 17a-515 | container: General Statutes | number: 17a-515
== work before a comment
UNODC, Global Harbour Study, 4 May 2019, https://example.org/a. This requires that harbours be counted, not named.
kind: report | language: en | authors: UNODC | title: Global Harbour Study | publisher: UNODC | issued_iso: 2019-05-04 | url: https://example.org/a
== person's book without its publisher
Ana Kovač, The Quiet Harbour of the North, 2009.
kind: book | language: en | authors: Ana Kovač | title: The Quiet Harbour of the North | issued_iso: 2009
== person's page
Ana Kovač, The Quiet Harbour of the North, 2016, https://example.org/a.
kind: web-page | language: en | authors: Ana Kovač | title: The Quiet Harbour of the North | issued_iso: 2016 | url: https://example.org/a
== law by the gazette in which it is printed
Zakon o svjetionicima, Narodne novine, br. 93/14, 127/17.
kind: statute | language: hr | title: Zakon o svjetionicima | container: Narodne novine | number: 93/14
== law with its day and gazette
Uredba o lukama od 3. maja 2010, „Službeni glasnik RS“, br. 5/10.
kind: statute | language: hr | title: Uredba o lukama | container: Službeni glasnik RS | number: 5/10 | issued_iso: 2010-05-03
== law by its day
Legge 13 settembre 1982, n. 646, Disposizioni in materia di porti.
kind: statute | language: it | title: Legge 13 settembre 1982, n. 646 | number: 646 | issued_iso: 1982-09-13
== law by number, day and quoted name
Ligji nr. 99, datë 3.5.2010, “Për portet dhe anijet e vendit”, i ndryshuar.
kind: statute | language: sq | title: Për portet dhe anijet e vendit | number: 99 | issued_iso: 2010-05-03
== newspaper with the name of a gazette
Ana Kovač, ‘Luka čeka’, Narodne novine, 3. svibnja 2021.
kind: news-article | language: hr | authors: Ana Kovač | title: Luka čeka | publisher: Narodne novine | container: Narodne novine | issued_iso: 2021-05-03
== release in the words of its country
Lučka policija, Priopćenje za medije: Zaplijenjeno oružje u luci, 14. srpnja 2021.
kind: press-release | language: hr | authors: Lučka policija | title: Zaplijenjeno oružje u luci | issued_iso: 2021-07-14
== episode of a podcast
Deep Water: Tales of Ports (podcast), “The long haul to the north,” Harbour Radio, 4 May 2021, https://example.org/a.
kind: other | language: en | title: The long haul to the north | container: Deep Water: Tales of Ports | issued_iso: 2021-05-04 | url: https://example.org/a
== by-line after a body
Harbour Academy of Public Works, Staffing the Locks, by Rita Coleman and Jon Bell, November 2016.
kind: report | language: en | authors: Rita Coleman | authors: Jon Bell | title: Staffing the Locks | publisher: Harbour Academy of Public Works | issued_iso: 2016-11
== by-line after a quotation
“Night Shifts at the Locks,” by Dana Whitlock, Coastal Courier, April 9, 2021.
kind: news-article | language: en | authors: Dana Whitlock | title: Night Shifts at the Locks | publisher: Coastal Courier | container: Coastal Courier | issued_iso: 2021-04-09
== by-line of a body
Canal Office, Locks and Bridges, by the Institute for Waterways, 2014.
kind: report | language: en | authors: Institute for Waterways | title: Locks and Bridges | publisher: Canal Office | issued_iso: 2014
== decree is no by-line
Charter of the Locks, by Royal Decree, 2011.
kind: other | language: en | title: Charter of the Locks, by Royal Decree | issued_iso: 2011
== by-line within a title
Ana Kovač, The Quiet Harbour: A reply to The Loud Harbour, by Per Lind, 2009.
kind: book | language: en | authors: Ana Kovač | title: The Quiet Harbour: A reply to The Loud Harbour | issued_iso: 2009
== number of an audit office
GAO, Airport Queues: Waiting Times Vary, GAO-21-118 (Washington, DC: March 2021), p. 14.
kind: report | language: en | authors: GAO | title: Airport Queues: Waiting Times Vary | publisher: GAO | number: GAO-21-118 | issued_iso: 2021-03 | place: Washington, DC
== number of a report after its word
Department of Canals, Office of the Inspector General, Audit of the Seized Boats, Audit Report 19-22, May 2019.
kind: report | language: en | authors: Department of Canals, Office of the Inspector General | title: Audit of the Seized Boats | publisher: Department of Canals, Office of the Inspector General | number: 19-22 | issued_iso: 2019-05
== year of a report is not its number
Harbour Council, World Harbour Report 2019, Vienna, 2019.
kind: report | language: en | authors: Harbour Council | title: World Harbour Report 2019 | publisher: Harbour Council | issued_iso: 2019 | place: Vienna
== acronym and volume
AUPERT, Pierre, « Chronique des fouilles », BCH 99, 1975, p. 660.
kind: journal-article | language: fr | authors: AUPERT, Pierre | title: Chronique des fouilles | container: BCH | number: 99 | issued_iso: 1975
== star after an author, and number of an article
Kovač, A., & Lind, P.* (2010). Tides in narrow harbours. Tectonics, 29, TC5009.
kind: journal-article | language: en | authors: Kovač, A. | authors: Lind, P. | title: Tides in narrow harbours | container: Tectonics | number: 29 | issued_iso: 2010
== star after a title
Court of Accounts, Fish Stocks at Risk*, Special report 08/2017, Luxembourg, 2017.
kind: report | language: en | authors: Court of Accounts | title: Fish Stocks at Risk | publisher: Court of Accounts | number: 08/2017 | issued_iso: 2017 | place: Luxembourg
== comment around a quotation
The words “as was said before” reflect the transcript of the hearing.
kind: other
== comment of a court
The state presented evidence on February 28, 2013, and the court continued the matter until March 15, 2013.
kind: other
"""

CASES = [case.strip().split("\n") for case in GOLDEN.split("== ") if case.strip()]
STYLED = st.lists(
    st.one_of(
        st.sampled_from([word for _, note, _ in CASES for word in note.split(" ")]),
        st.sampled_from(
            [*"“”‘’«»\"'()[].,;:?!–§@&\n", " ", ", ", "(ed.)", "v.", "vol. 3", "12(3)", "1999", "in ", "et al."]
        ),
    ),
    max_size=30,
).map(" ".join)
NOTES = st.one_of(st.text(max_size=200), STYLED)


def _fields(note: str, reference: Reference) -> list[str]:
    """`name: text` for every field that is filled; the date by its ISO form alone."""
    said = []
    for field in fields(reference):
        value = getattr(reference, field.name)
        if field.name != "issued":
            for part in value if isinstance(value, tuple) else (value,) if value else ():
                said.append(f"{field.name}: {part.of(note) if isinstance(part, Span) else part}")
    return said


@pytest.mark.parametrize(("note", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reference_has_exactly_the_fields_of_the_golden_case(note: str, expected: str) -> None:
    assert _fields(note, parse_reference(note)) == expected.split(" | ")


@pytest.mark.parametrize("note", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_reference_ignores_space_around_the_note(note: str) -> None:
    padded = f"\n {note} \N{NO-BREAK SPACE}"
    assert _fields(padded, parse_reference(padded)) == _fields(note, parse_reference(note))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("10 January 2024", "2024-01-10"),
        ("January 10th, 2024", "2024-01-10"),
        ("12 de enero de 2023", "2023-01-12"),
        ("1er août 2019", "2019-08-01"),
        ("14. Februar 2021", "2021-02-14"),
        ("14.2.2021", "2021-02-14"),
        ("2021-02-14", "2021-02-14"),
        ("25/12/2020", "2020-12-25"),
        ("03/04/2020", "2020"),
        ("31 February 2020", "2020-02"),
        ("Sept. 2018", "2018-09"),
        ("Spring 2014", "2014"),
        ("1994a", "1994"),
    ],
)
def test_date_is_as_exact_as_given(written: str, iso: str) -> None:
    note = f"Ana Kovač, The Quiet Harbour, {written}."
    found = parse_reference(note)
    assert found.issued is not None
    assert (found.issued.of(note), found.issued_iso) == (written, iso)


@pytest.mark.parametrize("note", ["", " ", ".", "12", "Id.", "Ibid.", "See above.", "No competing interests declared."])
def test_comment_names_no_work(note: str) -> None:
    found = parse_reference(note)
    assert (found.kind, found.title) == (SourceKind.OTHER, None)


def test_language_is_none_when_nothing_tells() -> None:
    assert guess_language("Villavicencio") is None


@settings(deadline=None)
@given(NOTES)
@example("‘a " * 1500)
@example("Smith, J., " * 500)
@example("A v. B, 1 U.S. 1 " * 300)
@example("“ 0 0”:0")
def test_every_field_is_a_trimmed_span_of_the_note(note: str) -> None:
    found = parse_reference(note)
    values = [getattr(found, field.name) for field in fields(found)]
    spans = [s for v in values for s in (v if isinstance(v, tuple) else (v,)) if isinstance(s, Span)]
    for span in spans:
        assert 0 <= span.start < span.end <= len(note)
        assert span.of(note).strip() == span.of(note)


@settings(deadline=None)
@given(NOTES)
def test_iso_date_is_a_day_month_or_year_of_the_calendar(note: str) -> None:
    iso = parse_reference(note).issued_iso
    if iso is not None:
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", iso)
        datetime.date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)


def test_quotation_marks_that_point_inward_enclose_a_title() -> None:
    note = "Jens Glüsing, »Der Hafen der Schmuggler«, in: Der Spiegel, 12/2019, S. 84."
    found = parse_reference(note)
    assert found.title and found.title.of(note) == "Der Hafen der Schmuggler"
    assert (found.kind, found.issued_iso) == (SourceKind.NEWS_ARTICLE, "2019")


def test_a_place_in_the_document_itself_is_no_work() -> None:
    note = "See part II.B above. However, the mayor of Lumo did not ask for it, because she had none."
    assert parse_reference(note) == Reference(SourceKind.OTHER)
