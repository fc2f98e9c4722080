using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// The index of the search, and triggers that note what has to be added to it and removed from it. Nothing is indexed here: the
    /// version 0 makes the next start note everything that is there.
    /// </summary>
    public partial class SearchIndex : Migration
    {
        private const string Tables =
            """
            CREATE TABLE "SearchState" ("Version" INTEGER NOT NULL);
            INSERT INTO "SearchState" ("Version") VALUES (0);

            CREATE TABLE "SearchOwners" ("Number" INTEGER PRIMARY KEY AUTOINCREMENT, "UserId" TEXT NOT NULL UNIQUE);

            CREATE TABLE "SearchDocuments" (
                "Row" INTEGER PRIMARY KEY, "Kind" INTEGER NOT NULL, "SourceId" TEXT NOT NULL, "Unit" INTEGER NOT NULL);
            CREATE UNIQUE INDEX "IX_SearchDocuments_Source" ON "SearchDocuments" ("SourceId", "Kind", "Unit");

            CREATE TABLE "SearchAdditions" (
                "SourceId" TEXT NOT NULL, "Kind" INTEGER NOT NULL, "Unit" INTEGER NOT NULL, PRIMARY KEY ("SourceId", "Kind", "Unit"))
                WITHOUT ROWID;
            CREATE TABLE "SearchRemovals" ("Row" INTEGER PRIMARY KEY, "Kind" INTEGER NOT NULL, "Text" TEXT NOT NULL);

            CREATE VIRTUAL TABLE "SearchIndex" USING fts5("Title", "Text", content='', columnsize=0, prefix='2 3', tokenize='ascii');
            INSERT INTO "SearchIndex" ("SearchIndex", rank) VALUES ('secure-delete', 1);
            """;

        // The same text as in SearchIndexStore, which adds it: the index can only remove a text that it has.
        private const string TextOfOldMessage =
            """
            coalesce((SELECT group_concat("Line", char(10)) FROM (
                SELECT CASE WHEN "Kind" = 1 THEN "Text" WHEN json_valid("Data") THEN json_extract("Data", '$.name') END AS "Line"
                FROM "MessageParts" WHERE "MessageId" = d."SourceId" AND "Kind" IN (1, 2) ORDER BY "Index")), '')
            """;

        private const string ForMessageParts =
            $"""
            CREATE TRIGGER "Search_MessageParts_Insert" BEFORE INSERT ON "MessageParts" WHEN new."Kind" IN (1, 2)
            BEGIN
                INSERT INTO "SearchRemovals" SELECT d."Row", 1, {TextOfOldMessage}
                    FROM "SearchDocuments" d WHERE d."SourceId" = new."MessageId" AND d."Kind" = 1;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = new."MessageId" AND "Kind" = 1;
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (new."MessageId", 1, 0);
            END;

            CREATE TRIGGER "Search_MessageParts_Update" BEFORE UPDATE ON "MessageParts"
            WHEN (old."Kind" IN (1, 2) OR new."Kind" IN (1, 2))
                AND (old."Kind" <> new."Kind" OR old."Text" <> new."Text" OR old."Index" <> new."Index"
                    OR iif(json_valid(old."Data"), json_extract(old."Data", '$.name'), '')
                        IS NOT iif(json_valid(new."Data"), json_extract(new."Data", '$.name'), ''))
            BEGIN
                INSERT INTO "SearchRemovals" SELECT d."Row", 1, {TextOfOldMessage}
                    FROM "SearchDocuments" d WHERE d."SourceId" = old."MessageId" AND d."Kind" = 1;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."MessageId" AND "Kind" = 1;
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (old."MessageId", 1, 0);
            END;

            CREATE TRIGGER "Search_MessageParts_Delete" BEFORE DELETE ON "MessageParts"
            WHEN old."Kind" IN (1, 2) AND EXISTS (SELECT 1 FROM "Messages" WHERE "Id" = old."MessageId")
            BEGIN
                INSERT INTO "SearchRemovals" SELECT d."Row", 1, {TextOfOldMessage}
                    FROM "SearchDocuments" d WHERE d."SourceId" = old."MessageId" AND d."Kind" = 1;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."MessageId" AND "Kind" = 1;
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (old."MessageId", 1, 0);
            END;
            """;

        // Before the parts of the message follow it.
        private const string ForMessages =
            $"""
            CREATE TRIGGER "Search_Messages_Delete" BEFORE DELETE ON "Messages"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT d."Row", 1, {TextOfOldMessage}
                    FROM "SearchDocuments" d WHERE d."SourceId" = old."Id" AND d."Kind" = 1;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 1;
                DELETE FROM "SearchAdditions" WHERE "SourceId" = old."Id" AND "Kind" = 1;
            END;
            """;

        private const string ForChats =
            $"""
            CREATE TRIGGER "Search_Chats_Insert" AFTER INSERT ON "Chats"
            BEGIN
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (new."Id", 0, 0);
            END;

            CREATE TRIGGER "Search_Chats_Title" BEFORE UPDATE OF "Title" ON "Chats" WHEN old."Title" <> new."Title"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT "Row", 0, old."Title" FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (old."Id", 0, 0);
            END;

            CREATE TRIGGER "Search_Chats_Owner" BEFORE UPDATE OF "OwnerId" ON "Chats" WHEN old."OwnerId" <> new."OwnerId"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT "Row", 0, old."Title" FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                INSERT INTO "SearchRemovals" SELECT d."Row", 1, {TextOfOldMessage}
                    FROM "Messages" m JOIN "SearchDocuments" d ON d."SourceId" = m."Id" AND d."Kind" = 1 WHERE m."ChatId" = old."Id";
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                DELETE FROM "SearchDocuments"
                    WHERE "SourceId" IN (SELECT "Id" FROM "Messages" WHERE "ChatId" = old."Id") AND "Kind" = 1;
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (old."Id", 0, 0);
                INSERT OR IGNORE INTO "SearchAdditions" SELECT "Id", 1, 0 FROM "Messages" WHERE "ChatId" = old."Id";
            END;

            CREATE TRIGGER "Search_Chats_Delete" BEFORE DELETE ON "Chats"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT "Row", 0, old."Title" FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 0;
                DELETE FROM "SearchAdditions" WHERE "SourceId" = old."Id" AND "Kind" = 0;
            END;
            """;

        private const string ForFiles =
            """
            CREATE TRIGGER "Search_FileTexts_Insert" AFTER INSERT ON "FileTexts"
            BEGIN
                INSERT OR IGNORE INTO "SearchAdditions" VALUES (new."FileId", 2, new."Unit");
            END;

            CREATE TRIGGER "Search_FileTexts_Delete" BEFORE DELETE ON "FileTexts"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT "Row", 2, old."Text"
                    FROM "SearchDocuments" WHERE "SourceId" = old."FileId" AND "Kind" = 2 AND "Unit" = old."Unit";
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."FileId" AND "Kind" = 2 AND "Unit" = old."Unit";
                DELETE FROM "SearchAdditions" WHERE "SourceId" = old."FileId" AND "Kind" = 2 AND "Unit" = old."Unit";
            END;

            CREATE TRIGGER "Search_Files_Owner" BEFORE UPDATE OF "OwnerId" ON "Files" WHEN old."OwnerId" <> new."OwnerId"
            BEGIN
                INSERT INTO "SearchRemovals" SELECT d."Row", 2, t."Text"
                    FROM "FileTexts" t JOIN "SearchDocuments" d ON d."SourceId" = t."FileId" AND d."Kind" = 2 AND d."Unit" = t."Unit"
                    WHERE t."FileId" = old."Id";
                DELETE FROM "SearchDocuments" WHERE "SourceId" = old."Id" AND "Kind" = 2;
                INSERT OR IGNORE INTO "SearchAdditions" SELECT "FileId", 2, "Unit" FROM "FileTexts" WHERE "FileId" = old."Id";
            END;

            CREATE TRIGGER "Search_Users_Delete" AFTER DELETE ON "Users"
            BEGIN
                DELETE FROM "SearchOwners" WHERE "UserId" = old."Id";
            END;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Tables);
            migrationBuilder.Sql(ForMessageParts);
            migrationBuilder.Sql(ForMessages);
            migrationBuilder.Sql(ForChats);
            migrationBuilder.Sql(ForFiles);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            string[] triggers =
            [
                "MessageParts_Insert", "MessageParts_Update", "MessageParts_Delete", "Messages_Delete", "Chats_Insert", "Chats_Title",
                "Chats_Owner", "Chats_Delete", "FileTexts_Insert", "FileTexts_Delete", "Files_Owner", "Users_Delete",
            ];
            foreach (var trigger in triggers) migrationBuilder.Sql($"DROP TRIGGER \"Search_{trigger}\"");
            string[] tables = ["SearchIndex", "SearchRemovals", "SearchAdditions", "SearchDocuments", "SearchOwners", "SearchState"];
            foreach (var table in tables) migrationBuilder.Sql($"DROP TABLE \"{table}\"");
        }
    }
}
