using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Fences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Fence",
                table: "ModelPulls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LeaseUntil",
                table: "ModelPulls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RunnerId",
                table: "ModelPulls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Fence",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LeaseUntil",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WriterId",
                table: "Messages",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Fence",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "RunnerId",
                table: "ModelPulls");

            migrationBuilder.DropColumn(
                name: "Fence",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "WriterId",
                table: "Messages");
        }
    }
}
