using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class InitialStore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ModelPulls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "NOCASE"),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TotalBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    CompletedBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelPulls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Models",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "NOCASE"),
                    VisibleToMembers = table.Column<bool>(type: "INTEGER", nullable: false),
                    Facts_Capabilities = table.Column<string>(type: "TEXT", nullable: false),
                    Facts_ContextLength = table.Column<int>(type: "INTEGER", nullable: true),
                    Facts_Digest = table.Column<string>(type: "TEXT", nullable: false),
                    Facts_Family = table.Column<string>(type: "TEXT", nullable: false),
                    Facts_ModifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Facts_ParameterSize = table.Column<string>(type: "TEXT", nullable: false),
                    Facts_Quantization = table.Column<string>(type: "TEXT", nullable: false),
                    Facts_Size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Models", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    FoldedName = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: false),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Preferences_DefaultModel = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "NOCASE"),
                    Preferences_SendKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Preferences_SystemPrompt = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Preferences_Theme = table.Column<int>(type: "INTEGER", nullable: false),
                    Preferences_Options_ContextLength = table.Column<int>(type: "INTEGER", nullable: true),
                    Preferences_Options_MaxTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Preferences_Options_Temperature = table.Column<double>(type: "REAL", nullable: true),
                    Preferences_Options_TopP = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Chats",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    IsNamedByUser = table.Column<bool>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "NOCASE"),
                    SystemPrompt = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    ActiveLeafId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsPinned = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsArchived = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Options_ContextLength = table.Column<int>(type: "INTEGER", nullable: true),
                    Options_MaxTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Options_Temperature = table.Column<double>(type: "REAL", nullable: true),
                    Options_TopP = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chats", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Chats_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChatId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ParentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Thinking = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, collation: "NOCASE"),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Statistics_CompletionDuration = table.Column<long>(type: "INTEGER", nullable: true),
                    Statistics_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Statistics_DoneReason = table.Column<string>(type: "TEXT", nullable: true),
                    Statistics_LoadDuration = table.Column<long>(type: "INTEGER", nullable: true),
                    Statistics_PromptDuration = table.Column<long>(type: "INTEGER", nullable: true),
                    Statistics_PromptTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Statistics_TimeToFirstToken = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Messages_Chats_ChatId",
                        column: x => x.ChatId,
                        principalTable: "Chats",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Messages_Messages_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Messages",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Chats_OwnerId_UpdatedAt",
                table: "Chats",
                columns: new[] { "OwnerId", "UpdatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ChatId",
                table: "Messages",
                column: "ChatId");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Open",
                table: "Messages",
                column: "Status",
                filter: "\"Status\" IN (0, 1)");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ParentId",
                table: "Messages",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_ModelPulls_CreatedAt",
                table: "ModelPulls",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ModelPulls_OneOpen",
                table: "ModelPulls",
                column: "Model",
                unique: true,
                filter: "\"Status\" IN (0, 1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_Users_FoldedName",
                table: "Users",
                column: "FoldedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_OneRoot",
                table: "Users",
                column: "Role",
                unique: true,
                filter: "\"Role\" = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "ModelPulls");

            migrationBuilder.DropTable(
                name: "Models");

            migrationBuilder.DropTable(
                name: "Chats");

            migrationBuilder.DropTable(
                name: "Users");
        }
    }
}
